"""Reading configuration files so that a mistake is named by its place, before anything has started."""

import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from server.kit.errors import Misconfigured

Model = TypeVar("Model", bound=BaseModel)


def read_toml(path: Path) -> dict[str, Any]:
    """The file's content. Raises Misconfigured when it is missing or not TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Misconfigured(f"{path.name}: {error.strerror}") from error
    except ValueError as error:
        raise Misconfigured(f"{path.name}: {error}") from error


def checked(model: type[Model], data: dict[str, Any], file: str = "") -> Model:
    """`data` as `model`. Raises Misconfigured with every wrong key, and without the values: they may be secrets."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_context=False, include_input=False)
        places = [f"{'.'.join(str(part) for part in each['loc'])}: {each['msg']}" for each in wrong]
        raise Misconfigured("; ".join(f"{file}: {place}" if file else place for place in places)) from None
