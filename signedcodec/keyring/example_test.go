package keyring_test

import (
	"errors"
	"fmt"
	"log"

	oskeyring "github.com/zalando/go-keyring"

	"github.com/unsafedecode/unsafedecode/signedcodec"
	"github.com/unsafedecode/unsafedecode/signedcodec/keyring"
)

// A command-line tool signs its cache files with a key that it makes at its first start.
func Example() {
	oskeyring.MockInit() // for this example only: a keyring in memory

	entry := keyring.Entry{Service: "shopctl", Account: "cache"}
	if err := entry.Create(); err != nil && !errors.Is(err, keyring.ErrExists) {
		log.Fatal(err)
	}
	signer, err := signedcodec.New(entry, "shopctl cache", signedcodec.WithoutExpiry())
	if err != nil {
		log.Fatal(err)
	}
	token, err := signer.Marshal([]string{"apples", "pears"})
	if err != nil {
		log.Fatal(err)
	}
	var fruit []string
	fmt.Println(signer.Unmarshal(token, &fruit), fruit)
	// Output: <nil> [apples pears]
}

// After a rotation, what the former key signed is still accepted.
func ExampleEntry_Rotate() {
	oskeyring.MockInit() // for this example only: a keyring in memory

	entry := keyring.Entry{Service: "shopctl", Account: "cache"}
	if err := entry.Create(); err != nil {
		log.Fatal(err)
	}
	if err := entry.Rotate(1); err != nil {
		log.Fatal(err)
	}
	ring, err := entry.Keyring()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(ring.IDs()), ring.IDs()[0] == ring.Primary())
	// Output: 2 true
}
