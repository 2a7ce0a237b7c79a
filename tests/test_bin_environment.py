"""The environment that the commands in bin/ make for themselves: what is sound stays, what is broken is noticed."""

import importlib.util
import subprocess
import sys

import pytest


@pytest.fixture
def environment(project_root):
    """The module beside the commands, which is no part of a package."""
    spec = importlib.util.spec_from_file_location("environment", project_root / "bin" / "_environment.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def made(environment, tmp_path):
    """An environment as it is after an installation, with one package."""
    folder = tmp_path / "env"
    packages = folder / "lib" / "python3.11" / "site-packages"
    (packages / "thing-1.0.dist-info").mkdir(parents=True)
    (packages / "thing.py").touch()
    (packages / "thing-1.0.dist-info" / "RECORD").write_text("thing.py,,\n__pycache__/thing.pyc,,\n../../bin/thing,,\n")
    (folder / "bin").mkdir()
    (folder / "bin" / "python").symlink_to(sys.executable)
    (folder / environment.STAMP).write_text(environment.fingerprint("requirements-test.txt"))
    return folder


def test_what_was_installed_for_tests_serves_everything(environment, made):
    assert environment.sound(made, "requirements-test.txt")
    assert environment.sound(made, "requirements.txt")


def test_what_was_installed_to_run_does_not_serve_tests(environment, made):
    (made / environment.STAMP).write_text(environment.fingerprint("requirements.txt"))
    assert environment.sound(made, "requirements.txt")
    assert not environment.sound(made, "requirements-test.txt")


def _remove(path):
    path.unlink()


@pytest.mark.parametrize(
    "damage",
    [
        lambda env: _remove(env / "lib/python3.11/site-packages/thing.py"),
        lambda env: _remove(env / "lib/python3.11/site-packages/thing-1.0.dist-info/RECORD"),
        lambda env: _remove(env / "herringbone-installed"),
        lambda env: (env / "herringbone-installed").write_text("requirements.txt of another day\n"),
        lambda env: _remove(env / "bin/python"),
        lambda env: (_remove(env / "bin/python"), (env / "bin/python").symlink_to("/nonexistent/python")),
        lambda env: (_remove(env / "bin/python"), (env / "bin/python").write_text("garbage")),
    ],
)
def test_every_damage_is_noticed(environment, made, damage):
    damage(made)
    assert not environment.sound(made, "requirements.txt")


def test_a_folder_that_is_somebodys_own_is_left_alone(environment, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("Dear")
    with pytest.raises(environment.Hopeless, match="HERRINGBONE_ENV"):
        environment.make(tmp_path / "mine")
    assert (tmp_path / "mine" / "letter.txt").read_text() == "Dear"


def test_two_commands_at_once_do_not_meet(environment, tmp_path):
    with environment.alone(tmp_path / "env"):
        waiting = subprocess.Popen(
            [
                sys.executable,
                "-c",
                f"import fcntl; fcntl.flock(open({str(tmp_path / 'env.lock')!r}, 'w'), fcntl.LOCK_EX)",
            ]
        )
        with pytest.raises(subprocess.TimeoutExpired):
            waiting.wait(timeout=0.5)
    assert waiting.wait(timeout=10) == 0


@pytest.mark.parametrize("name", ["demo", "test", "herringbone", "bench", "lock"])
def test_every_command_may_be_run_and_speaks_plain_sh(project_root, name):
    file = project_root / "bin" / name
    assert file.stat().st_mode & 0o111
    subprocess.run(["sh", "-n", file], check=True)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-test.txt"])
def test_every_package_is_named_with_its_hash_and_no_address(project_root, name):
    lines = (project_root / name).read_text().splitlines()
    assert not [line for line in lines if "://" in line]
    for number, line in enumerate(lines):
        if line[:1].isalnum():
            assert "==" in line
            assert "--hash=sha256:" in lines[number + 1]


def test_an_empty_file_is_no_interpreter(project_root, tmp_path):
    empty = tmp_path / "python"
    empty.touch(mode=0o755)
    script = f'. "{project_root}/bin/_environment.sh"; new_enough "$1" && echo taken || echo refused'
    for interpreter, said in ((empty, "refused"), (sys.executable, "taken")):
        asked = ["sh", "-c", f"ROOT={project_root}; {script}", "sh", str(interpreter)]
        assert subprocess.run(asked, capture_output=True, text=True, check=True).stdout == f"{said}\n"
