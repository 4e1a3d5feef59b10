"""Why a balance fails: ranked explanations."""

from budgetcheck.diagnosis.applying import INSERTED, apply
from budgetcheck.diagnosis.diagnose import diagnose
from budgetcheck.diagnosis.ledger import NO_PARENT, Amount, Ledger, Row
from budgetcheck.diagnosis.model import ErrorModel, FaultKind, FaultText, default_model, load_model
from budgetcheck.diagnosis.reading import ledgers
from budgetcheck.diagnosis.values import Account, Broken, Diagnosis, Edit, EditKind, Fault, Sum

__all__ = [
    "INSERTED",
    "NO_PARENT",
    "Account",
    "Amount",
    "Broken",
    "Diagnosis",
    "Edit",
    "EditKind",
    "ErrorModel",
    "Fault",
    "FaultKind",
    "FaultText",
    "Ledger",
    "Row",
    "Sum",
    "apply",
    "default_model",
    "diagnose",
    "ledgers",
    "load_model",
]
