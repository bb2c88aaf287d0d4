"""The description of brackets."""

import pytest
from pydantic import ValidationError

from traderterminal.gateway.bracket_models import LegModel, OrderDetailModel

LEG = {
    "link": "SL",
    "kind": "stop_loss",
    "wanted": "1",
    "price": "4796.00",
    "resting": "1",
    "filled": "0",
    "where": "exchange",
    "status": "accepted",
    "order_ids": ["TT2"],
}


def test_the_description_of_an_order_reaches_down_to_its_legs() -> None:
    schema = OrderDetailModel.model_json_schema()
    assert "bracket" in schema["required"]
    assert {"BracketModel", "LegModel", "TargetModel", "TrailStateModel"} <= set(schema["$defs"])
    assert schema["$defs"]["LegModel"]["properties"]["order_ids"]["description"] == "oldest first"


@pytest.mark.parametrize("change", [{"kind": "other"}, {"wanted": 1}, {"order_ids": None}])
def test_a_leg_that_is_not_as_described_is_refused(change: dict[str, object]) -> None:
    assert LegModel.model_validate(LEG).model_dump() == LEG
    with pytest.raises(ValidationError):
        LegModel.model_validate({**LEG, **change})
