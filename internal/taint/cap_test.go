package taint_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/google/go-cmp/cmp"

	"github.com/unsafedecode/unsafedecode/internal/taint"
)

// TestCapped meets a bound of the engine and reads its name; the same program below the bound meets none.
func TestCapped(t *testing.T) {
	for implementers, want := range map[int][]taint.Cap{
		8: nil,
		9: {{Name: "implementers", Count: 1}},
	} {
		var b strings.Builder
		b.WriteString("package a\n\nimport \"net/http\"\nimport \"encoding/gob\"\n\ntype decoder interface{ decode(*http.Request) error }\n\n" +
			"func serve(d decoder, r *http.Request) error { return d.decode(r) }\n\n")
		for i := range implementers {
			fmt.Fprintf(&b, "type t%[1]d struct{ v int }\n\nfunc (t *t%[1]d) decode(r *http.Request) error { return gob.NewDecoder(r.Body).Decode(&t.v) }\n\n", i)
		}
		dir, cleanup, err := analysistest.WriteFiles(map[string]string{"a/a.go": b.String()})
		if err != nil {
			t.Fatal(err)
		}
		defer cleanup()
		probe := &analysis.Analyzer{
			Name:       "capprobe",
			Doc:        "hand the engine's result to the test",
			Requires:   []*analysis.Analyzer{taint.Analyzer},
			ResultType: reflect.TypeFor[*taint.Result](),
			Run:        func(pass *analysis.Pass) (any, error) { return pass.ResultOf[taint.Analyzer], nil },
		}
		for _, r := range analysistest.Run(t, dir, probe, "a") {
			if diff := cmp.Diff(want, r.Result.(*taint.Result).Capped()); diff != "" {
				t.Errorf("%d implementers: bounds met (-want +got):\n%s", implementers, diff)
			}
		}
	}
}
