"""proofs: decisions of stability with their proofs, as files that anybody can check."""

from __future__ import annotations

from countermove.extensions import HOOKS, Command, Plugin, RecordKind

__all__ = ["PLUGIN"]

_HERE = "countermove.plugins.proofs"

PLUGIN = Plugin(
    name="proofs",
    hooks=HOOKS,
    commands=(
        Command(
            name="certify",
            help="Prove for whom a state is stable, in a checkable file.",
            function=f"{_HERE}.commands:certify",
            after="figure",
        ),
        Command(
            name="verify",
            help="Check the proofs in a certificate.",
            function=f"{_HERE}.commands:verify",
            after="figure",
        ),
    ),
    records={
        "certificate": RecordKind(f"{_HERE}.certify.compute:CertificateRecord", f"{_HERE}.certify.text:certify_page"),
        "verify": RecordKind(f"{_HERE}.verify.compute:VerifyRecord", f"{_HERE}.verify.text:verify_page"),
    },
)
"""The declaration of this annex."""
