// Command sckeygen makes a signing key for package signedcodec and prints it, or
// writes it to a new file of mode 0600:
//
//	go run github.com/unsafedecode/unsafedecode/signedcodec/cmd/sckeygen
//	go run github.com/unsafedecode/unsafedecode/signedcodec/cmd/sckeygen -o session.key
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/unsafedecode/unsafedecode/signedcodec"
)

func main() {
	out := flag.String("o", "", "write the key to this new file instead of printing it")
	flag.Parse()
	if flag.NArg() > 0 {
		fmt.Fprintln(os.Stderr, "sckeygen: unexpected argument:", flag.Arg(0))
		os.Exit(2)
	}
	if err := run(*out, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "sckeygen:", err)
		os.Exit(1)
	}
}

// run never overwrites: the file may hold a key that is in use.
func run(path string, stdout io.Writer) error {
	text := signedcodec.GenerateKey().Reveal() + "\n"
	if path == "" {
		_, err := io.WriteString(stdout, text)
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	return errors.Join(err, f.Close())
}
