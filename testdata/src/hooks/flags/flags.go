// Package flags has flags that act as they are set, which matters where the command line is distrusted.
package flags

import (
	"flag"
	"os"
	"os/exec"
	"strings"
)

// A file is opened by the flag that names it.
type file struct{ text []byte }

func (f *file) String() string { return string(f.text) }

func (f *file) Set(name string) (err error) {
	f.text, err = os.ReadFile(name)
	return err
}

// A runner runs what it is set to.
type runner struct{ out []byte }

func (r *runner) UnmarshalText(b []byte) (err error) {
	r.out, err = exec.Command("sh", "-c", string(b)).Output()
	return err
}

func (r *runner) MarshalText() ([]byte, error) { return r.out, nil }

// A list only decodes.
type list []string

func (l *list) String() string { return strings.Join(*l, ",") }

func (l *list) Set(s string) error {
	*l = append(*l, s)
	return nil
}

func flags() {
	var f file
	flag.Var(&f, "config", "`file` to read") // want `decodehook: decoding the command-line argument runs \(\*file\).Set, which opens a file`
	fs := flag.NewFlagSet("run", flag.ExitOnError)
	fs.TextVar(new(runner), "do", new(runner), "what to do") // want `decodehook: decoding the command-line argument runs \(\*runner\).UnmarshalText, which runs a command`
	fs.Var(new(list), "tag", "a tag")
}
