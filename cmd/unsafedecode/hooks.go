package main

import (
	"fmt"
	"io"

	"github.com/unsafedecode/unsafedecode/internal/report"
)

// hooks renders what decoding runs. The exit status says only whether the run was complete.
func (f *finisher) hooks() int {
	for _, p := range f.report.Problems {
		fmt.Fprintf(f.stderr, "unsafedecode: %s\n", report.Visible(p))
	}
	if left := f.report.Left; len(left) > 0 {
		fmt.Fprintf(f.stderr, "unsafedecode: not analyzed: %s\n", report.Visible(some(left)))
	}
	err := f.options.write(f.stdout, func(w io.Writer) error {
		switch f.options.format {
		case "json":
			return f.report.WriteSurfaceJSON(w)
		case "html":
			return f.report.WriteSurfaceHTML(w, version())
		}
		return f.report.WriteSurfaceText(w, f.options.output == "" && colored(f.stdout))
	})
	switch {
	case err != nil:
		return f.fail(err)
	case f.report.Incomplete():
		return statusFailed
	}
	return statusClean
}

// checkHooks finds what does not go with -hooks.
func (o *options) checkHooks() error {
	switch {
	case !o.hooks:
		return nil
	case o.format != "text" && o.format != "json" && o.format != "html":
		return fmt.Errorf("-hooks writes text, json and html, not %s: it lists what decoding runs, and no findings", o.format)
	case o.fix || o.diff || o.audit || o.baseline != "" || o.writeBaseline != "" || o.newFrom != "":
		return fmt.Errorf("-hooks lists what decoding runs, and no findings: leave out -fix, -diff, -audit, -new-from and the flags of baselines")
	}
	return nil
}
