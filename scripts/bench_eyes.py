#!/usr/bin/env python3
"""Reads the same pictures with `juzheng read` and with RapidOCR (the same models, the same number of threads), one after the other in
one run: wall and CPU seconds a picture, largest memory.

    python3 scripts/bench_eyes.py target/release/juzheng assets/eyes PICTURE… [--venv target/rapidocr]

RapidOCR is installed into a virtual environment the first time. Each program starts once and reads all pictures; the time of starting
and of loading models is in both figures. RapidOCR gives lines of text only; `juzheng read` also says who wrote what and when.
"""

import argparse
import os
import subprocess
import sys
import time
import venv
from pathlib import Path

PEER = """
import sys, logging
logging.disable(logging.CRITICAL)
from rapidocr import RapidOCR
models, threads, *files = sys.argv[1:]
engine = RapidOCR(params={
    "Det.model_path": models + "/PP-OCRv6_det_small.onnx", "Rec.model_path": models + "/PP-OCRv6_rec_small.onnx",
    "Cls.model_path": models + "/ch_ppocr_mobile_v2.0_cls_mobile.onnx",
    "EngineConfig.onnxruntime.intra_op_num_threads": int(threads),
})
print(sum(len(engine(f).txts or ()) for f in files), "lines")
"""


def measured(command):
    """Wall seconds, CPU seconds, megabytes of a command, and its last line."""
    start = time.time()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    out = process.stdout.read().decode("utf-8", "replace").strip().splitlines()
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 2):
        sys.exit(f"{command[0]} failed")
    return time.time() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, out


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("juzheng")
    arguments.add_argument("models")
    arguments.add_argument("pictures", nargs="+")
    arguments.add_argument("--venv", type=Path, default=Path("target/rapidocr"))
    arguments.add_argument("--threads", type=int, default=min(os.cpu_count() or 1, 4))
    options = arguments.parse_args()
    python = options.venv / "bin" / "python"
    if not python.exists():
        venv.create(options.venv, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "rapidocr", "onnxruntime"], check=True)
    count = len(options.pictures)
    models = str(Path(options.models).resolve())
    rows = []
    for name, command in (("RapidOCR", [str(python), "-c", PEER, models, str(options.threads), *options.pictures]), ("juzheng read", [options.juzheng, "read", "--json", *options.pictures])):
        wall, cpu, memory, out = measured(command)
        rows.append((wall, cpu))
        print(f"{name:14} {wall / count:6.2f} s wall  {cpu / count:6.2f} s CPU a picture  {memory:5.0f} MB  ({len(out)} lines of output)")
    print(f"juzheng is {rows[0][0] / rows[1][0]:.2f} times as fast by wall, {rows[0][1] / rows[1][1]:.2f} times by CPU, on {count} pictures")


if __name__ == "__main__":
    main()
