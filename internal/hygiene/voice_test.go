package hygiene

import (
	"go/scanner"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// dialect matches phrases that other tools do not use. Write: fix; pass on; in plaintext; unknown; not a directory.
var dialect = regexp.MustCompile(`(?i), of which\b|\bso that everybody\b|\b(hands|handed) on\b|\bin clear\b|\bas against\b|\bmend(s|ed|ing)?\b|\bis none\b|\bis no (folder|rule)\b|\bthe way from\b|\banalys(ed|ing)\b`)

// What users read, pages and texts of the program, is plain English.
func TestVoice(t *testing.T) {
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == ".git" || d.Name() == "testdata" || strings.HasSuffix(filepath.ToSlash(path), "internal/model/data")):
			return filepath.SkipDir
		case d.IsDir() || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		switch filepath.Ext(path) {
		case ".md", ".go", ".yml", ".html":
		default:
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		texts := []string{string(data)}
		if filepath.Ext(path) == ".go" {
			texts = literals(data)
		}
		for _, text := range texts {
			for line := range strings.Lines(text) {
				if found := dialect.FindString(line); found != "" {
					t.Errorf("%s: %q in: %s", path, found, strings.TrimSpace(line))
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// literals returns the string literals of a Go file.
func literals(src []byte) (all []string) {
	var s scanner.Scanner
	fset := token.NewFileSet()
	s.Init(fset.AddFile("", fset.Base(), len(src)), src, nil, 0)
	for {
		_, tok, lit := s.Scan()
		switch tok {
		case token.EOF:
			return all
		case token.STRING:
			all = append(all, lit)
		}
	}
}
