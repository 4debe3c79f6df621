"""The installer: runs the commands of an installation in processes of their own, while QGIS stays usable."""

from __future__ import annotations

import os
from typing import Optional

from qgis.core import QgsNetworkAccessManager
from qgis.PyQt.QtCore import QObject, QProcess, QProcessEnvironment, QTemporaryDir, pyqtSignal
from qgis.PyQt.QtNetwork import QNetworkProxy

from ..core.errors import explained
from ..core.installation import Answer, Command, Installation

_STOP_MS = 2000


class Installer(QObject):
    """Runs one installation at a time."""

    said = pyqtSignal(str)  # what the programs print, and each command
    ended = pyqtSignal(object)  # the packages as a tuple of name==version, or the BorealGPPError why not

    def __init__(self, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._installation: Optional[Installation] = None
        self._text = ""
        self._is_report = False
        self._nowhere = QTemporaryDir()  # Python takes modules from the folder it is started in, which may be anyone's
        self._process = QProcess(self)
        self._process.setWorkingDirectory(self._nowhere.path())
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.readyReadStandardError.connect(self._read_errors)
        self._process.finished.connect(self._finish)
        self._process.errorOccurred.connect(self._note_error)

    @property
    def is_busy(self) -> bool:
        """Whether an installation is under way."""
        return self._installation is not None

    def start(self, installation: Installation) -> None:
        """Run an installation."""
        self._installation = installation
        self._send(None)

    def stop(self) -> None:
        """Drop the installation, telling no one."""
        self._installation = None
        self._process.kill()
        self._process.waitForFinished(_STOP_MS)

    def _send(self, answer: Optional[Answer]) -> None:
        """Pass an answer on, and run the command that follows."""
        try:
            command = self._installation.send(answer)
        except StopIteration as end:
            self._end(end.value)
        except Exception as error:  # whatever it is, someone waits for the end
            self._end(explained(error))
        else:
            self._run(command)

    def _run(self, command: Command) -> None:
        """Start a program."""
        self._text, self._is_report = "", command.is_report
        self.said.emit(f"$ {' '.join((command.program, *command.arguments))}\n")
        self._process.setProcessEnvironment(_environment(command.searched))
        self._process.start(command.program, list(command.arguments))

    def _end(self, outcome: object) -> None:
        """Let go of the installation, and tell how it ended."""
        self._installation = None
        self.ended.emit(outcome)

    def _read(self) -> None:
        """Keep what the program prints."""
        text = _decoded(self._process.readAllStandardOutput())
        self._text += text
        if not self._is_report:
            self.said.emit(text)

    def _read_errors(self) -> None:
        """Pass on what the program complains of."""
        self.said.emit(_decoded(self._process.readAllStandardError()))

    def _finish(self, code: int, status: QProcess.ExitStatus) -> None:
        """Answer with how the program ended."""
        if self.is_busy:
            self._send(Answer(code if status == QProcess.ExitStatus.NormalExit else -1, self._text))

    def _note_error(self, error: QProcess.ProcessError) -> None:
        """Answer for a program that could not be started."""
        if error == QProcess.ProcessError.FailedToStart and self.is_busy:
            self.said.emit(f"{self._process.errorString()}\n")
            self._send(Answer(-1))


def _environment(searched: str) -> QProcessEnvironment:
    """Return the environment of a program: QGIS's, with its proxy, and a folder that Python is to search too."""
    environment = QProcessEnvironment.systemEnvironment()
    environment.insert("PYTHONIOENCODING", "utf-8")
    for habit in ("PIP_USER", "PIP_REQUIRE_VIRTUALENV"):  # which forbid a folder of one's own
        environment.insert(habit, "0")
    if searched:
        environment.insert("PYTHONPATH", os.pathsep.join(filter(None, (searched, environment.value("PYTHONPATH")))))
    proxy = QgsNetworkAccessManager.instance().fallbackProxy()
    if proxy.type() == QNetworkProxy.ProxyType.HttpProxy:
        user = f"{proxy.user()}:{proxy.password()}@" if proxy.user() else ""
        for name in ("HTTP_PROXY", "HTTPS_PROXY"):
            environment.insert(name, f"http://{user}{proxy.hostName()}:{proxy.port()}")
    return environment


def _decoded(data: object) -> str:
    """Return what a program printed as text."""
    return bytes(data).decode("utf-8", "replace")
