"""What Containerfile and compose.yaml must hold: no rights, nothing unpinned, no secret."""

import os
import re
import shlex
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from crawlers.cli import warraq

ROOT = Path(__file__).resolve().parents[2]
RECIPE = (ROOT / "Containerfile").read_text("utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
BASE = "docker.io/library/debian:bookworm-slim"
USER = "10001:10001"
PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+) \\$", re.MULTILINE)


def instructions(recipe: str) -> list[str]:
    """One instruction a string, its lines joined, comments left out."""
    kept = "\n".join(line for line in recipe.splitlines() if not line.startswith("#"))
    return [line.strip() for line in kept.replace("\\\n", " ").splitlines() if line.strip()]


def stages(recipe: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in instructions(recipe):
        if line.startswith("FROM "):
            found[line.rpartition(" AS ")[2]] = current = [line]
        elif found:
            current.append(line)
    return found


def pinned(name: str) -> dict[str, str]:
    return dict(PIN.findall((ROOT / name).read_text("utf-8")))


def test_the_default_image_is_the_one_without_a_browser() -> None:
    assert list(stages(RECIPE))[-1] == "warraq"
    assert "chromium" not in " ".join(stages(RECIPE)["warraq"] + stages(RECIPE)["system"])
    installed = set(" ".join(stages(RECIPE)["rendering"]).split())
    assert {"chromium", "fonts-noto-core", "libatomic1"} <= installed  # the last: for Playwright's own driver


@pytest.mark.parametrize("target", ["warraq", "rendering"])
def test_an_image_runs_as_nobody_in_particular(target: str) -> None:
    lines = stages(RECIPE)[target]
    last_user = [line for line in lines if line.startswith("USER ")][-1]
    assert last_user == f"USER {USER}"
    after = lines[lines.index(last_user) :]
    assert not [line for line in after if line.startswith(("RUN", "COPY", "ADD"))]
    assert 'ENTRYPOINT ["warraq"]' in lines
    assert "VOLUME /archive" in lines
    assert "WARRAQ_ARCHIVE=/archive" in " ".join(lines)


def test_both_images_differ_in_what_is_installed_alone() -> None:
    kinds = ("ENV", "WORKDIR", "VOLUME", "USER", "STOPSIGNAL", "ENTRYPOINT", "CMD")
    told = [
        [line for line in stages(RECIPE)[name] if line.startswith(kinds)] for name in ("warraq", "rendering")
    ]
    assert told[0] == told[1]


def test_every_package_of_python_comes_with_its_digest() -> None:
    installs = [line for line in instructions(RECIPE) if "pip install" in line]
    assert len(installs) == 3
    for line in installs:
        assert "--require-hashes" in line or "--no-index --no-deps" in line, line
        assert "--index-url" not in line
    assert not re.search(r"https?://", RECIPE.replace("https://…", ""))


def test_nothing_of_a_build_stays_in_the_image() -> None:
    for name in ("warraq", "rendering"):
        copied = [line for line in stages(RECIPE)[name] if line.startswith("COPY")]
        assert all(line.endswith(" /opt/warraq /opt/warraq") and "--from=packages" in line for line in copied)
    assert not [line for line in instructions(RECIPE) if line.startswith("ADD ")]
    named = re.findall(r"^ARG (\w+)", RECIPE, re.MULTILINE)
    assert named == ["BASE"]  # an ARG is told by `podman history`: secrets come by --secret alone


def test_what_is_built_from_is_sent_and_nothing_else() -> None:
    ignored = (ROOT / ".containerignore").read_text("utf-8").split()
    assert ignored[0] == "*"
    sent = {line[1:] for line in ignored if line.startswith("!")}
    named = {word for line in instructions(RECIPE) if line.startswith("COPY ") for word in line.split()[1:-1]}
    assert {name for name in named if not name.startswith(("--", "/"))} == sent
    packages = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["packages"]
    assert {name.partition(".")[0] for name in packages} <= sent
    assert all((ROOT / name).exists() for name in sent)


def test_the_browsers_driver_is_the_one_that_tests_use() -> None:
    browser, tested = pinned("requirements-browser.txt"), pinned("requirements-dev.txt")
    assert {name: tested.get(name) for name in browser} == browser
    assert "playwright" in browser


@pytest.mark.parametrize("name", ["crawl", "serve"])
def test_a_service_has_no_rights_and_limits(name: str) -> None:
    service = COMPOSE["services"][name]
    assert service["user"] == USER
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not {"cap_add", "privileged", "devices", "pid", "ipc", "ports", "userns_mode"} & service.keys()
    assert service["volumes"] == ["archive:/archive"]
    assert service["mem_limit"] == service["memswap_limit"]
    assert service["pids_limit"] > 0
    assert set(service["logging"]["options"]) == {"max-size", "max-file"}
    assert service["restart"] == "unless-stopped"
    assert service["healthcheck"]["test"][0] == "CMD"
    assert not {"environment", "env_file"} & service.keys()


def test_what_is_served_is_seen_by_its_own_machine_alone() -> None:
    service = COMPOSE["services"]["serve"]
    assert service["network_mode"] == "host"  # so --host stays what `warraq serve` allows without a profile
    assert not {"--host", "--public", "--private"} & set(service["command"])
    assert "network_mode" not in COMPOSE["services"]["crawl"]


def test_every_command_of_the_services_exists() -> None:
    for service in COMPOSE["services"].values():
        asked = [service["command"]]
        if service["healthcheck"]["test"][1] == "warraq":
            asked.append(service["healthcheck"]["test"][2:])
        for words in asked:
            command: Any = warraq
            for word in words:
                if hasattr(command, "get_command"):
                    command = command.get_command(None, word)
                    assert command is not None, words
            known = {option for parameter in command.params for option in parameter.opts}
            assert {word for word in words if word.startswith("--")} <= known


@pytest.mark.soak
@pytest.mark.timeout(1500)
def test_the_image_is_built_and_runs(tmp_path: Path) -> None:
    """Where buildah has the base image; $WARRAQ_BUILD_OPTIONS are further options, such as --secret."""
    if shutil.which("buildah") is None:
        pytest.skip("buildah is not installed")
    images = subprocess.run(["buildah", "images", BASE], capture_output=True, check=False)
    if images.returncode:
        pytest.skip(f"{BASE} is not on this machine: `buildah pull {BASE}`, or make it with debootstrap")
    isolated = ("--isolation", "chroot")
    image = "localhost/warraq-test"
    options = shlex.split(os.environ.get("WARRAQ_BUILD_OPTIONS", ""))
    built = subprocess.run(
        [
            *("buildah", "build", *isolated, "--layers", "--pull-never", "--network", "host", *options),
            *("--target", "warraq", "-t", image, str(ROOT)),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr[-2000:]
    made = subprocess.run(
        ["buildah", "from", "--pull-never", image], capture_output=True, text=True, check=True
    )
    container = made.stdout.strip()
    try:
        command = "id -u; warraq --version; warraq init /archive; warraq search زيتون; warraq status --json"
        ran = subprocess.run(
            ["buildah", "run", *isolated, container, "sh", "-c", command],
            capture_output=True,
            text=True,
            check=False,
        )
        said = ran.stdout.splitlines()
        assert said[0] == "10001"
        assert said[1].startswith("warraq ")
        assert said[2] == "/archive"
        assert "Nothing found." in ran.stderr
    finally:
        subprocess.run(["buildah", "rm", container], capture_output=True, check=True)
        subprocess.run(["buildah", "rmi", image], capture_output=True, check=False)
