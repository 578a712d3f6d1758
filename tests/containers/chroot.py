"""An image made and run where there is no container engine: mount namespaces, chroot and another user, by util-linux.

The base image is a small root with this machine's /usr and Python, mounted read-only; what RUN and COPY write goes
to folders of their own. What is run afterwards finds all of it read-only but for the places that it is given.
"""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from tests.containers.dockerfile import ROOT, Stage, context

PYTHON = Path(sys.base_prefix)
SYSTEM = ("usr", "etc", "dev")
LINKS = ("bin", "lib", "lib64", "sbin")
WRITTEN = ("opt", "src", "wheel", "var")
PASSED_ON = ("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_CERT", "PIP_DEFAULT_TIMEOUT", "HTTPS_PROXY", "NO_PROXY")


def possible() -> bool:
    """Whether this user may mount and become another user here."""
    tried = ["unshare", "--mount", "sh", "-c", "mount -t tmpfs none /mnt && setpriv --reuid=10001 true"]
    return shutil.which("unshare") is not None and subprocess.run(tried, capture_output=True).returncode == 0


class Image:
    """The root of one stage: build it, then run commands in it."""

    def __init__(self, folder: Path, stage: Stage) -> None:
        self.folder = folder
        self.stage = stage
        for name in (*SYSTEM, *WRITTEN, "tmp", "proc", "data", str(PYTHON).lstrip("/")):
            (folder / name).mkdir(parents=True, exist_ok=True)
        for name in LINKS:
            (folder / name).symlink_to(f"usr/{name}")
        self._work = "/"

    def build(self, *earlier: "Image") -> "Image":
        """Follow the instructions of the stage."""
        for word, said in self.stage.instructions:
            if word == "RUN":
                self._run(said)
            elif word == "COPY":
                self._copy(said, {image.stage.name: image for image in earlier})
            elif word == "WORKDIR":
                self._work = said
                (self.folder / said.lstrip("/")).mkdir(parents=True, exist_ok=True)
        return self

    def _run(self, said: str) -> None:
        given = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        command = self.entering(["sh", "-ec", f"cd {self._work}\n{said}"], readable_only=False)
        done = subprocess.run(command, env=self.environment(**given), capture_output=True, text=True)
        assert done.returncode == 0, (said, done.stdout[-2000:], done.stderr[-2000:])

    def _copy(self, said: str, earlier: dict[str, "Image"]) -> None:
        *flags, source, target = said.split()
        to = self.folder / (target if target.startswith("/") else f"{self._work}/{target}").lstrip("/")
        if flags:
            name = flags[0].removeprefix("--from=")
            shutil.copytree(earlier[name].folder / source.lstrip("/"), to, symlinks=True, dirs_exist_ok=True)
            return
        for name in context():
            if source in (".", name):
                (to / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, to / name)

    def environment(self, **more: str) -> dict[str, str]:
        """What a process of the image has in its environment."""
        path = f"{PYTHON}/bin:/usr/local/bin:/usr/bin:/usr/sbin"
        set_here = {name: value.replace("$PATH", path) for name, value in self.stage.environment.items()}
        return {"PATH": path, "LANG": "C.UTF-8", **set_here, **more}

    def entering(
        self, command: list[str], readable_only: bool = True, user: str = "", mounts: dict[str, Path] | None = None
    ) -> list[str]:
        """The command, to be run in the root; mounts: path inside -> folder outside that is writable there."""
        root = shlex.quote(str(self.folder))
        lines = [f"mount --bind {root} {root}"]
        for name in (*SYSTEM, str(PYTHON).lstrip("/")):
            lines += [f"mount --rbind /{name} {root}/{name}", f"mount -o remount,bind,ro {root}/{name}"]
        lines += [f"mount -o remount,bind,ro {root}"] if readable_only else []
        lines += [f"mount -t tmpfs none {root}/tmp", f"mount -t proc none {root}/proc"]
        lines += [
            f"mount --bind {shlex.quote(str(outside))} {root}{inside}" for inside, outside in (mounts or {}).items()
        ]
        uid, _, gid = user.partition(":")
        become = f"--reuid={uid} --regid={gid} --clear-groups --no-new-privs --bounding-set=-all" if user else ""
        lines += [f"cd {root}", f"exec chroot {root} setpriv {become} " + shlex.join(command)]
        return ["unshare", "--mount", "--propagation", "private", "sh", "-ec", "\n".join(lines)]
