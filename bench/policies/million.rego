# Over a million accounts: one looked up, all counted.
package million

default allow := false

allow if {
	account := data.accounts[input.account]
	account.level >= input.level
	not account.locked
}

# How many accounts have the input's level.
same_level := count([1 | some account in data.accounts; account.level == input.level])
