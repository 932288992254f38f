// Command sckeygen makes and rotates the keys of package signedcodec, and shows what a token says of itself.
//
//	sckeygen                      print a new key
//	sckeygen -o FILE              write a new key to a new file of mode 0600
//	sckeygen show FILE            list the keys of a file: role, identifier
//	sckeygen rotate FILE          take the next step of a rotation: run it, deploy the file, run it again
//	sckeygen drop FILE ID         remove a key that only verifies
//	sckeygen inspect TOKEN        show a token's header, without verifying it
//
// FILE may be - for standard input, where it is only read. A rotation has three steps, so that every instance knows a key
// before another one signs with it: a new key that only verifies; then the new key signs and the old one verifies; then
// the old one goes. rotate knows the step by the comments that it writes.
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
	flag.Usage = func() { fmt.Fprint(os.Stderr, usage) }
	out := flag.String("o", "", "write the key to this new file instead of printing it")
	flag.Parse()
	err := run(*out, flag.Args(), os.Stdin, os.Stdout)
	var wrong usageError
	switch {
	case errors.As(err, &wrong):
		fmt.Fprintf(os.Stderr, "sckeygen: %v\n%s", err, usage)
		os.Exit(2)
	case err != nil:
		fmt.Fprintln(os.Stderr, "sckeygen:", err)
		os.Exit(1)
	}
}

const usage = `usage:
  sckeygen [-o FILE]        make a key
  sckeygen show FILE        list the keys of a file
  sckeygen rotate FILE      take the next of the three steps of a rotation
  sckeygen drop FILE ID     remove a key that only verifies
  sckeygen inspect TOKEN    show a token's header, without verifying it
`

type usageError string

func (e usageError) Error() string { return string(e) }

func run(out string, args []string, stdin io.Reader, stdout io.Writer) error {
	if len(args) == 0 {
		return generate(out, stdout)
	}
	if out != "" {
		return usageError("-o goes with no command")
	}
	commands := map[string]struct {
		args int
		do   func(args []string) error
	}{
		"show":    {1, func(a []string) error { return show(a[0], stdin, stdout) }},
		"rotate":  {1, func(a []string) error { return rotate(a[0], stdout) }},
		"drop":    {2, func(a []string) error { return drop(a[0], a[1], stdout) }},
		"inspect": {1, func(a []string) error { return inspect(a[0], stdin, stdout) }},
	}
	command, ok := commands[args[0]]
	switch {
	case !ok:
		return usageError("unknown command " + args[0])
	case len(args)-1 != command.args:
		return usageError(fmt.Sprintf("%s takes %d arguments, got %d", args[0], command.args, len(args)-1))
	}
	return command.do(args[1:])
}

// generate never overwrites: the file may hold a key that is in use.
func generate(path string, stdout io.Writer) error {
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
	return errors.Join(err, f.Sync(), f.Close())
}
