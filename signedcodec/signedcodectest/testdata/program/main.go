// A program that imports signedcodectest by mistake.
package main

import (
	"github.com/unsafedecode/unsafedecode/signedcodec"
	_ "github.com/unsafedecode/unsafedecode/signedcodec/signedcodectest"
)

func main() {
	signedcodec.Must(signedcodec.FromEnv("SIGNEDCODECTEST_PROGRAM"), "app/test", signedcodec.WithoutExpiry())
}
