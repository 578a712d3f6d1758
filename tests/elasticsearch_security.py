"""Security for a server of the tests, before its first start: TLS by a CA of its own, and the password of `elastic`."""

import os
import subprocess
from pathlib import Path

import trustme

SETTINGS = """\
xpack.security.enabled: true
xpack.security.autoconfiguration.enabled: false
xpack.security.http.ssl.enabled: true
xpack.security.http.ssl.key: server.key
xpack.security.http.ssl.certificate: server.pem
"""


def switch_on(home: Path, java: Path, folder: Path, password: str) -> Path:
    """Change the configuration in a node's folder; the file of the CA's certificate."""
    conf, ca = folder / "conf", trustme.CA()
    certificate = ca.issue_cert("127.0.0.1", "localhost")
    certificate.private_key_pem.write_to_path(conf / "server.key")
    for part in certificate.cert_chain_pems:
        part.write_to_path(conf / "server.pem", append=True)
    ca.cert_pem.write_to_path(folder / "ca.pem")
    configuration = conf / "elasticsearch.yml"
    kept = configuration.read_text().replace("xpack.security.enabled: false\n", "")
    configuration.write_text(kept + SETTINGS)
    _keystore(home, java, folder, "create")
    _keystore(home, java, folder, "add", "-x", "-f", "bootstrap.password", said=password)
    return folder / "ca.pem"


def _keystore(home: Path, java: Path, folder: Path, *arguments: str, said: str = "") -> None:
    """The tool asks nothing but what it is told; what it makes belongs to whoever runs the server in the end."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "ES_JAVA_HOME": str(java),
        "ES_PATH_CONF": str(folder / "conf"),
        "CLI_NAME": "keystore",
        "CLI_LIBS": "lib/tools/keystore-cli",
    }
    command = ["bin/elasticsearch-cli", *arguments]
    subprocess.run(command, cwd=home, env=environment, input=said, text=True, check=True, capture_output=True)
