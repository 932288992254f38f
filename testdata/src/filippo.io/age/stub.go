// Package age is a stub of filippo.io/age: the signatures are true, the bodies mean nothing.
package age

import "io"

type Identity interface{ Unwrap() ([]byte, error) }

func Decrypt(src io.Reader, identities ...Identity) (io.Reader, error) { return nil, nil }
