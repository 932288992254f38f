package signer

import (
	"github.com/unsafedecode/unsafedecode/signedcodec"
)

func key(text string) signedcodec.Key {
	k, err := signedcodec.ParseKey(text)
	if err != nil {
		panic(err)
	}
	return k
}

var links = signedcodec.Must(key("sck1_42cca94c_Dc9Y3DPrEQB7HiI0jTSeRI4MTcpD0vi3czvm2RDpWSo_ff962f25"), "app/link", // fix: key
	signedcodec.WithoutExpiry())

func Derived() (signedcodec.Key, error) {
	return signedcodec.DeriveKey([]byte("a key that everybody can read"), "label") // fix: key
}
