// Command unsafedecode finds unsafe deserialization in Go programs.
//
// It is two programs in one. Started by the go command as a vet tool, it analyzes one package. Started by a person, it
// runs go vet with itself as the vet tool, so that it inherits vet's cache, and renders what comes back.
//
// Exit status: 0 no findings, 1 findings, 2 the command line is wrong or the run is incomplete. What could be analyzed is
// reported whatever the status.
package main

import (
	"context"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/unsafedecode/unsafedecode/analyzer"
	"github.com/unsafedecode/unsafedecode/internal/config"
	"github.com/unsafedecode/unsafedecode/internal/unit"
)

func main() {
	if args := os.Args[1:]; unit.Invoked(args) {
		// The go command starts a unit in the directory of its package.
		config.FullNames = strings.HasSuffix(args[len(args)-1], ".cfg")
		os.Exit(vetTool().Main(args))
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // the second signal ends the program at once
	c := &command{ctx: ctx, stdout: os.Stdout, stderr: os.Stderr}
	os.Exit(c.main(os.Args[1:]))
}

func vetTool() *unit.Tool {
	return &unit.Tool{Suite: analyzer.Suite(), Covers: analyzer.Covers, ConfigHash: analyzer.ConfigHash}
}
