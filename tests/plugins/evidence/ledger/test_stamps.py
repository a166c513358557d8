"""Time stamps, from an authority of our own: ``openssl ts`` behind a server of this machine."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from countermove.plugins.evidence.ledger.compute import ledger
from countermove.plugins.evidence.ledger.seal import seal
from countermove.plugins.evidence.ledger.stamps import Authority
from gmcr.base.errors import AssessmentError, CountermoveError, MissingExtra
from tests.conftest import require_module
from tests.unit.reports.samples import FERRY

__all__: list[str] = []

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is the authority here")

FORECAST = 'forecasts:\n  F1: {says: The ferry runs, closes: "2099-03-31", chance: 0.7}\n'

CONFIG = """
[tsa]
serial = {folder}/serial
digests = sha256
default_policy = 1.2.3.4.1
accuracy = secs:1
signer_digest = sha256
ess_cert_id_alg = sha256
"""


def certificates(folder: Path, name: str) -> None:
    """A root, and the key and certificate of an authority below it."""
    require_module("cryptography", "it makes certificates")
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    now = datetime.now(UTC)

    def called(text: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

    def made(subject: str, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
        builder = x509.CertificateBuilder().subject_name(called(subject)).issuer_name(called(f"{name} root"))
        builder = builder.public_key(key.public_key()).serial_number(x509.random_serial_number())
        return builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=9))

    root_key, own_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root = made(f"{name} root", root_key).add_extension(x509.BasicConstraints(True, None), critical=True)
    usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
    own = made(f"{name} authority", own_key).add_extension(usage, critical=True)
    pem = serialization.Encoding.PEM
    (folder / f"{name}-ca.pem").write_bytes(root.sign(root_key, hashes.SHA256()).public_bytes(pem))
    (folder / f"{name}.pem").write_bytes(own.sign(root_key, hashes.SHA256()).public_bytes(pem))
    plain = serialization.NoEncryption()
    (folder / f"{name}.key").write_bytes(own_key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("authority")
    for name in ("good", "other"):
        certificates(made, name)
    (made / "serial").write_text("01\n", encoding="ascii")
    (made / "tsa.cnf").write_text(CONFIG.format(folder=made), encoding="ascii")
    return made


Answer = Callable[[bytes], tuple[str, bytes]]


def stamped(folder: Path, query: bytes) -> bytes:
    """The answer of ``openssl ts`` to a query."""
    (folder / "query").write_bytes(query)
    command = ["openssl", "ts", "-reply", "-config", "tsa.cnf", "-section", "tsa", "-queryfile", "query"]
    command += ["-signer", "good.pem", "-inkey", "good.key", "-out", "reply"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return (folder / "reply").read_bytes()


@pytest.fixture
def serve() -> Iterator[Callable[[Answer], str]]:
    """Start a server of this machine that answers so; gives its address."""
    running: list[ThreadingHTTPServer] = []

    def start(answer: Answer) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = self.rfile.read(int(self.headers["Content-Length"]))
                assert self.headers["Content-Type"] == "application/timestamp-query"
                kind, content = answer(asked)
                if kind.startswith("http"):
                    self.send_response(307)
                    self.send_header("Location", kind)
                else:
                    self.send_response(200)
                    self.send_header("Content-Type", kind)
                self.end_headers()
                try:
                    for at in range(0, len(content), 1 << 16):
                        self.wfile.write(content[at : at + (1 << 16)])
                except OSError:  # whoever asked has had enough
                    pass

            def log_message(self, *_: Any) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        running.append(server)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}/tsa"

    yield start
    for server in running:
        server.shutdown()
        server.server_close()


REPLY = "application/timestamp-reply"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    require_module("rfc3161_client", "it reads time stamps")
    path = tmp_path / "ferry.yaml"
    path.write_text(FERRY + FORECAST, encoding="utf-8")
    return path


def test_a_head_is_stamped_and_the_stamp_stays_when_more_is_sealed(
    case: Path, folder: Path, serve: Callable[[Answer], str]
) -> None:
    asked: list[bytes] = []

    def answer(query: bytes) -> tuple[str, bytes]:
        asked.append(query)
        return REPLY, stamped(folder, query)

    authority = Authority(serve(answer), folder / "good-ca.pem")
    record = seal(case, authority=authority)
    assert record.stamped is not None
    assert abs(datetime.fromisoformat(record.stamped) - datetime.now(UTC)) < timedelta(minutes=1)
    assert bytes.fromhex(record.head or "") in asked[0], "what is sent is the head"
    assert b"ferry" not in asked[0]
    again = seal(case, authority=authority)
    assert (again.head, again.lines, len(asked)) == (record.head, 2, 1)
    (stamp,) = ledger(case).stamps
    assert (stamp.head, stamp.verified, stamp.current, stamp.time) == (record.head, False, True, record.stamped)
    case.write_text(FERRY + FORECAST.replace("0.7", "0.8"), encoding="utf-8")
    later = seal(case)
    found = ledger(case, roots=folder / "good-ca.pem")
    (stamp,) = found.stamps
    assert (stamp.verified, stamp.current) == (True, False)
    assert found.head == later.head != record.head
    with pytest.raises(AssessmentError, match="cannot be trusted"):
        ledger(case, roots=folder / "other-ca.pem")


def test_a_stamp_finds_what_was_taken_away_from_the_end(
    case: Path, folder: Path, serve: Callable[[Answer], str]
) -> None:
    seal(case, authority=Authority(serve(lambda query: (REPLY, stamped(folder, query))), folder / "good-ca.pem"))
    file = case.with_suffix(".ledger.jsonl")
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(lines[1])  # the forecast is gone, its stamp is there
    with pytest.raises(AssessmentError, match=r"ledger\.jsonl:1:1 .* covers a line that is not here any more"):
        ledger(case)


@pytest.mark.parametrize(
    ("kind", "content", "why"),
    [
        ("text/html", b"<p>no", "text/html, not application/timestamp-reply"),
        (REPLY, b"no stamp", "cannot be read"),
        (REPLY, b"", "cannot be read"),
        (REPLY, b"0" * 30_000_000, "longer than"),
        ("http://127.0.0.1:1/elsewhere", b"", "Temporary Redirect"),
    ],
)
def test_an_answer_that_is_none_is_told_and_what_was_sealed_stays(
    case: Path, folder: Path, serve: Callable[[Answer], str], kind: str, content: bytes, why: str
) -> None:
    with pytest.raises(CountermoveError, match=why):
        seal(case, authority=Authority(serve(lambda _: (kind, content)), folder / "good-ca.pem"))
    assert len(ledger(case).items) == 1
    assert ledger(case).stamps == ()


def test_a_stamp_over_something_else_or_by_somebody_else_is_refused(
    case: Path, folder: Path, serve: Callable[[Answer], str]
) -> None:
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    other = TimestampRequestBuilder().data(b"another head").hash_algorithm(HashAlgorithm.SHA256).build().as_bytes()
    with pytest.raises(CountermoveError, match="over something else"):
        seal(case, authority=Authority(serve(lambda _: (REPLY, stamped(folder, other))), folder / "good-ca.pem"))
    with pytest.raises(CountermoveError, match="cannot be trusted"):
        seal(case, authority=Authority(serve(lambda query: (REPLY, stamped(folder, query))), folder / "other-ca.pem"))
    assert ledger(case).stamps == ()


def test_whoever_does_not_answer_is_not_waited_for(case: Path, folder: Path, serve: Callable[[Answer], str]) -> None:
    heard, answered = threading.Event(), threading.Event()

    def slow(_: bytes) -> tuple[str, bytes]:
        heard.wait(60)
        answered.set()
        return REPLY, b""

    with pytest.raises(CountermoveError, match=r"did not answer within 0\.3 seconds"):
        seal(case, authority=Authority(serve(slow), folder / "good-ca.pem", seconds=0.3))
    assert not answered.is_set()
    heard.set()


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/tsa",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "https://a:b@example.org/",
        "tsa",
        "http://[x/",
    ],
)
def test_addresses_that_are_not_asked(folder: Path, url: str) -> None:
    with pytest.raises(CountermoveError, match=r"address|https") as caught:
        Authority(url, folder / "good-ca.pem")
    assert caught.value.argument == "timestamp"


def test_certificates_that_are_none(folder: Path) -> None:
    for file, why in (("tsa.cnf", "holds no certificates"), ("nowhere", "cannot be read")):
        with pytest.raises(CountermoveError, match=why):
            Authority("https://example.org/", folder / file)


def test_without_the_extra_a_sentence_names_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "cryptography.x509", None)
    with pytest.raises(MissingExtra, match=r"countermove\[timestamp\]"):
        Authority("https://example.org/", folder / "good-ca.pem")
