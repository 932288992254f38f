package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"runtime"

	"github.com/unsafedecode/unsafedecode/internal/link"
)

// A linker is a subcommand that builds another program with the suite in it.
type linker struct {
	program string
	version string // the flag for its version
	build   func(link.Request) error
}

var linkers = map[string]linker{
	"golangci-lint": {"golangci-lint", "golangci-lint", link.GolangciLint},
	"gopls":         {"gopls", "gopls", link.Gopls},
}

const linkUsage = `usage: unsafedecode %[1]s [flags]

Builds a %[1]s with the rules of unsafedecode linked in. This needs Go, the network, and the first time some minutes.

  -o FILE         the executable (default: %[2]s)
  -%[3]s VERSION  of %[1]s (default: the newest that the installed Go builds)
  -source DIR     take unsafedecode from this working copy instead of the version of this executable
`

// link runs a subcommand.
func (c *command) link(l linker, args []string) int {
	request := link.Request{Output: l.program + "-unsafedecode", Log: c.stderr}
	if runtime.GOOS == "windows" {
		request.Output += ".exe"
	}
	usage := fmt.Sprintf(linkUsage, l.program, request.Output, l.version)
	set := flag.NewFlagSet(l.program, flag.ContinueOnError)
	set.SetOutput(io.Discard)
	set.Usage = func() {}
	set.StringVar(&request.Output, "o", request.Output, "")
	set.StringVar(&request.Version, l.version, "", "")
	set.StringVar(&request.Source, "source", "", "")
	err := set.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(c.stdout, usage)
		return statusClean
	case err != nil:
		return c.fail(fmt.Errorf("%v: see unsafedecode %s -help", err, l.program))
	case set.NArg() > 0:
		return c.fail(fmt.Errorf("unsafedecode %s takes no packages, got %s", l.program, set.Arg(0)))
	}
	if err := l.build(request); err != nil {
		return c.fail(err)
	}
	fmt.Fprintf(c.stderr, "unsafedecode: wrote %s\n", request.Output)
	return statusClean
}
