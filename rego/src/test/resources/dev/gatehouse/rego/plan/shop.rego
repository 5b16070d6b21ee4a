package shop

import data.catalogue

default allow := false

allow if {
	input.user.role in {"clerk", "manager"}
	every item in input.items {
		known(item)
	}
}

known(item) if catalogue.items[item.id].price <= item.most

known(item) if item.id == "gift"

deny contains msg if {
	some item in input.items
	not known(item)
	msg := sprintf("%s is not sold", [item.id])
}

totals[kind].sum := sum([catalogue.items[item.id].price | some item in input.items; catalogue.items[item.id].kind == kind]) if {
	some kind in {"food", "tool"}
}

level := "high" if {
	count(input.items) > 2
} else := "low"

rehearsal if allow with input.user.role as "manager" with data.catalogue.items as {id: {"price": 1, "kind": "food"} | some id in ["nut", "saw"]}

twice(x) := 2 * x

mocked := y if y := twice(4) with data.shop.twice as 7
