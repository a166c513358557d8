"""How a value walks through code: syntax trees, what their names mean, and the calls that hand it on."""
