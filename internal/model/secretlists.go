package model

import "slices"

//go:generate go run ./redactgen

// SecretWords returns what the rules of names go by, by the name of the list, each sorted. The library's package redact has
// the same lists, generated from these, so that a linter and a program agree on what a name says.
func SecretWords() map[string][]string {
	lists := map[string][]string{"phrases": SecretNames(identifierNames), "headers": SecretNames("secret-header"), "parameters": SecretNames("secret-parameter")}
	for name, list := range map[string]string{"fillers": "filler-words", "asking": "asking-words", "otherThings": "other-words"} {
		lists[name] = SecretNames(list)
	}
	for _, list := range lists {
		slices.Sort(list)
	}
	return lists
}
