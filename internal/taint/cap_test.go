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
		for _, r := range analysistest.Run(t, dir, capProbe, "a") {
			if diff := cmp.Diff(want, r.Result.(*taint.Result).Capped()); diff != "" {
				t.Errorf("%d implementers: bounds met (-want +got):\n%s", implementers, diff)
			}
		}
	}
}

var capProbe = &analysis.Analyzer{
	Name:       "capprobe",
	Doc:        "hand the engine's result to the test",
	Requires:   []*analysis.Analyzer{taint.Analyzer},
	ResultType: reflect.TypeFor[*taint.Result](),
	Run:        func(pass *analysis.Pass) (any, error) { return pass.ResultOf[taint.Analyzer], nil },
}

// A package whose searches have met their bound loses what its functions do to their parameters, and keeps what reaches
// sinks and results.
func TestCappedWork(t *testing.T) {
	dir, cleanup, err := analysistest.WriteFiles(map[string]string{"a/a.go": `package a

import (
	"encoding/gob"
	"io"
	"net/http"
)

type box struct{ r io.Reader }

func (b *box) set(r io.Reader) { b.r = r }

func kept(r *http.Request) error { return gob.NewDecoder(body(r)).Decode(new(int)) }

func body(r *http.Request) io.Reader { return r.Body }

func lost(r *http.Request) error {
	var b box
	b.set(r.Body)
	return gob.NewDecoder(b.r).Decode(new(int))
}
`})
	if err != nil {
		t.Fatal(err)
	}
	defer cleanup()
	query := taint.Query{Sources: []string{"remote"}, Sinks: []string{"unhardened"}}
	for limit, want := range map[int]int{0: 2, -1: 1} {
		taint.LimitWork(limit)
		defer taint.LimitWork(0)
		for _, r := range analysistest.Run(t, dir, capProbe, "a") {
			result := r.Result.(*taint.Result)
			if sites := result.Sites(query); len(sites) != want {
				t.Errorf("limit %d: %d sites, want %d", limit, len(sites), want)
			}
			met := len(result.Capped()) == 1 && result.Capped()[0].Name == "work"
			if met != (limit != 0) {
				t.Errorf("limit %d: bounds met: %v", limit, result.Capped())
			}
		}
	}
}
