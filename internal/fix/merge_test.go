package fix

import (
	"bytes"
	"errors"
	"go/token"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/tidy"
)

// merge applies fixes to the files they change, each as a whole or not at all: a fix is skipped if an edit of it meets one
// of a fix before. The same edit twice is one.
func merge(fset *token.FileSet, read func(string) ([]byte, error), fixes []analysis.SuggestedFix) (files map[string][]byte, skipped []int, err error) {
	edits := make(map[string][]offsetEdit)
	for i, f := range fixes {
		fresh, ok := fits(fset, edits, f)
		if !ok {
			skipped = append(skipped, i)
			continue
		}
		for name, list := range fresh {
			edits[name] = append(edits[name], list...)
		}
	}
	files = make(map[string][]byte)
	for name, list := range edits {
		src, err := read(name)
		if err != nil {
			return nil, nil, err
		}
		if files[name], err = splice(src, list); err != nil {
			return nil, nil, err
		}
	}
	return files, skipped, nil
}

type offsetEdit struct {
	from, to int
	text     string
}

func (x offsetEdit) meets(y offsetEdit) bool {
	return x.from < y.to && y.from < x.to || x.from == y.from && x.from == x.to && y.from == y.to && !tidy.Commute(x.text, y.text)
}

func fits(fset *token.FileSet, edits map[string][]offsetEdit, f analysis.SuggestedFix) (fresh map[string][]offsetEdit, ok bool) {
	fresh = make(map[string][]offsetEdit)
	for _, t := range f.TextEdits {
		file := fset.File(t.Pos)
		x := offsetEdit{file.Offset(t.Pos), file.Offset(t.End), string(t.NewText)}
		if slices.Contains(edits[file.Name()], x) {
			continue
		}
		if slices.ContainsFunc(edits[file.Name()], x.meets) {
			return nil, false
		}
		fresh[file.Name()] = append(fresh[file.Name()], x)
	}
	return fresh, true
}

func splice(src []byte, edits []offsetEdit) ([]byte, error) {
	slices.SortStableFunc(edits, func(x, y offsetEdit) int {
		if x.from != y.from {
			return x.from - y.from
		}
		return x.to - y.to
	})
	var out bytes.Buffer
	last := 0
	for _, x := range edits {
		if x.from < last || x.to > len(src) {
			return nil, errors.New("edits overlap")
		}
		out.Write(src[last:x.from])
		out.WriteString(x.text)
		last = x.to
	}
	out.Write(src[last:])
	return out.Bytes(), nil
}
