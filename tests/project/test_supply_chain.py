"""What is installed is what was chosen: every package pinned with its hashes, and few chosen ones."""

import base64
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from hashlib import sha256
from importlib.metadata import metadata
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).resolve().parents[2]
FILES = (
    *("requirements.txt", "requirements-dev.txt", "requirements-tools.txt", "requirements-peers.txt"),
    *("requirements-alpha.txt", "requirements-fuzz.txt", "requirements-browser.txt"),
)
DEBIAN = "3.11.2"
PIN = re.compile(
    r"^([A-Za-z0-9._-]+)==([^\s\\]+) \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n?)+)", re.MULTILINE
)


def normal(name: str) -> str:
    """A package's name as PEP 503 compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text("utf-8")
    return {normal(package): version for package, version, _ in PIN.findall(text)}


@pytest.mark.parametrize("name", FILES)
def test_every_package_is_pinned_with_hashes(name: str) -> None:
    lines = [line for line in (ROOT / name).read_text("utf-8").splitlines() if line and line[0] not in " #"]
    assert len(lines) == len(pins(name)) > 0


@pytest.mark.parametrize("name", FILES)
def test_no_file_names_where_packages_come_from(name: str) -> None:
    assert not re.search(r"https?://|--index|--find-links", (ROOT / name).read_text("utf-8"))


def test_runtime_and_development_agree_on_versions() -> None:
    runtime, development = pins("requirements.txt"), pins("requirements-dev.txt")
    shared = runtime.keys() & development.keys()
    assert {name: runtime[name] for name in shared} == {name: development[name] for name in shared}


def test_the_alpha_is_tried_with_the_runtime_that_is_used() -> None:
    """What differs is Datasette, and what it alone needs."""
    runtime, alpha = pins("requirements.txt"), pins("requirements-alpha.txt")
    shared = runtime.keys() & alpha.keys() - {"datasette"}
    assert {name: runtime[name] for name in shared} == {name: alpha[name] for name in shared}
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    assert {normal(re.split(r"[<>=]", text)[0]) for text in declared} <= alpha.keys()
    asked = (ROOT / "requirements-alpha.in").read_text("utf-8")
    chosen = re.findall(r"^datasette==(\S+)$", asked, re.MULTILINE)
    assert chosen == [alpha["datasette"]]


def test_what_the_project_declares_is_pinned_and_little() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {normal(re.split(r"[<>=]", text)[0]) for text in project["dependencies"]}
    assert declared <= pins("requirements.txt").keys()
    assert len(declared) <= 20


def test_packages_known_to_break_others_are_absent() -> None:
    installed = pins("requirements.txt").keys()
    assert not installed & {"pywb", "brotlipy", "pysqlite3-binary", "scrapy-redis"}


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_what_is_pinned_runs_on_the_python_of_debian_12(name: str) -> None:
    """A package may ask for a later 3.11 than the first ones: pip then finds none at all there."""
    asked = {package: metadata(package).get("Requires-Python") for package in pins(name)}
    assert [package for package, said in asked.items() if not SpecifierSet(said or "").contains(DEBIAN)] == []


def _listed(text: str) -> str:
    return base64.urlsafe_b64encode(sha256(text.encode()).digest()).rstrip(b"=").decode()


def wheel(folder: Path, value: int) -> Path:
    """A wheel of one module, made here: PEP 427."""
    info = "tiny-1.0.dist-info"
    files = {
        "tiny.py": f"VALUE = {value}\n",
        f"{info}/METADATA": "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    digests = {name: sha256(text.encode()).digest() for name, text in files.items()}
    listed = {
        name: base64.urlsafe_b64encode(digest).rstrip(b"=").decode() for name, digest in digests.items()
    }
    record = "".join(f"{name},sha256={digest},{len(files[name])}\n" for name, digest in listed.items())
    path = folder / "tiny-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in (files | {f"{info}/RECORD": f"{record}{info}/RECORD,,\n"}).items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return path


def test_pip_refuses_a_wheel_that_is_not_the_one_pinned(tmp_path: Path) -> None:
    """The flags are those that docs and image install with; nothing of the network is asked."""
    found, target = tmp_path / "wheels", tmp_path / "target"
    found.mkdir()
    pinned = tmp_path / "requirements.txt"
    chosen = sha256(wheel(found, 1).read_bytes()).hexdigest()
    pinned.write_text(f"tiny==1.0 \\\n    --hash=sha256:{chosen}\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "install", "--require-hashes", "-r", str(pinned)]
    command += ["--isolated", "--no-index", "--find-links", str(found), "--target", str(target)]
    command += ["--no-cache-dir", "--disable-pip-version-check"]
    environment = os.environ | {"LC_ALL": "C.UTF-8"}

    def install() -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
        )

    wheel(found, 2)
    refused = install()
    assert refused.returncode != 0
    assert "DO NOT MATCH THE HASHES" in refused.stderr
    assert not (target / "tiny.py").exists()
    wheel(found, 1)
    taken = install()
    assert taken.returncode == 0, taken.stderr
    assert (target / "tiny.py").read_text("utf-8") == "VALUE = 1\n"
