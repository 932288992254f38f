package signedcodec

import "github.com/unsafedecode/unsafedecode/signedcodec/internal/weak"

// keyHint tells how to get a key, in every error that says one is missing.
const keyHint = "make one with: go run " + keygen

const keygen = "github.com/unsafedecode/unsafedecode/signedcodec/cmd/sckeygen@latest"

// checkKeyBytes refuses what random generation does not produce.
func checkKeyBytes(b []byte) error {
	if problem := weak.Key(b); problem != "" {
		return keyError("the key " + problem)
	}
	return nil
}

// checkSecret refuses secrets that are empty, short, guessable or well known.
func checkSecret(b []byte) error {
	if problem := weak.Secret(b); problem != "" {
		return keyError("the secret " + problem)
	}
	return nil
}
