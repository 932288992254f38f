package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func surfaceReport() *Report {
	opens := Hook{Name: "(*Text).UnmarshalText", File: "text.go", Line: 9, Column: 16, Path: []string{"field Body"}, Effects: []Effect{
		{Kind: "file-name", Label: "opens a file", Input: true, Trace: []Step{{File: "text.go", Line: 10, Column: 2, Message: "reaches opens a file"}}},
		{Kind: "goroutine", Label: "starts a <goroutine>", Trace: []Step{{File: "text.go", Line: 11, Column: 2, Message: "starts"}}},
	}}
	quiet := Hook{Name: "(*time.Time).UnmarshalJSON"}
	return &Report{Surface: Surface{
		Decodes: []Decode{
			{File: "b.go", Line: 3, Column: 2, Decoder: "JSON", Target: "page", Source: "file", Kind: "file", Hooks: []Hook{opens}},
			{File: "a.go", Line: 3, Column: 2, Decoder: "gob", Target: "page", Source: "body of an HTTP request", Kind: "remote", Hooks: []Hook{opens, quiet}},
			{File: "a.go", Line: 3, Column: 2, Decoder: "gob", Target: "page", Source: "body of an HTTP request", Kind: "remote", Hooks: []Hook{opens, quiet}},
			{File: "a.go", Line: 9, Column: 2, Decoder: "YAML"},
		},
		Hooks: []Hook{opens, {Name: "(*Other).Scan", File: "other.go", Line: 4, Column: 1, Effects: []Effect{
			{Kind: "goroutine", Label: "starts a goroutine", Trace: []Step{{File: "other.go", Line: 5, Column: 2, Message: "starts"}}},
		}}},
	}}
}

func TestSurfaceText(t *testing.T) {
	r := surfaceReport()
	r.Surface.finish()
	var b bytes.Buffer
	if err := r.WriteSurfaceText(&b, false); err != nil {
		t.Fatal(err)
	}
	want := `a.go:3:2: gob decodes the body of an HTTP request into page
    text.go:9:16: (*Text).UnmarshalText, by field Body
        opens a file, as the input says
            text.go:10:2: reaches opens a file
        starts a <goroutine>
            text.go:11:2: starts
    decode only: (*time.Time).UnmarshalJSON
b.go:3:2: JSON decodes the file into page
    text.go:9:16: (*Text).UnmarshalText, by field Body, as above

methods that do more than decode, and that none of these decodes reaches:
other.go:4:1: (*Other).Scan
    starts a goroutine
        other.go:5:2: starts

decodes that do no more:
a.go:9:2: YAML decodes input of no known source into a type that is not known

3 decodes, 2 hooks reached, 1 of them with effects
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// The picture has each thing once, and a line for each step from a decode to an effect.
func TestSurfacePicture(t *testing.T) {
	r := surfaceReport()
	r.Surface.finish()
	p := r.Surface.draw()
	var titles []string
	for _, b := range p.Boxes {
		titles = append(titles, b.Class+" "+b.Title)
	}
	want := []string{
		"source-open gob", "type page", "hook (*Text).UnmarshalText", "effect-file-name opens a file, as the input says",
		"effect-goroutine starts a <goroutine>", "source-closed JSON",
	}
	if diff := cmp.Diff(want, titles); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if len(p.Lines) != 5 {
		t.Errorf("%d lines, want 5: %v", len(p.Lines), p.Lines)
	}
	for _, b := range p.Boxes {
		if b.X+b.Width > p.Width || b.Y+b.Height > p.Height-headHeight {
			t.Errorf("%s lies outside of %d x %d", b.Title, p.Width, p.Height)
		}
	}
}

func TestSurfaceHTML(t *testing.T) {
	var b bytes.Buffer
	if err := surfaceReport().WriteSurfaceHTML(&b, "v1"); err != nil {
		t.Fatal(err)
	}
	page := b.String()
	for _, bad := range []string{"<script", "<goroutine>", "ZgotmplZ", "http://", "https://"} {
		if strings.Contains(page, bad) {
			t.Errorf("the page has %s", bad)
		}
	}
	for _, tag := range []string{"svg", "g", "ul", "li", "section", "details"} {
		if open, closed := strings.Count(page, "<"+tag+">")+strings.Count(page, "<"+tag+" "), strings.Count(page, "</"+tag+">"); open != closed {
			t.Errorf("%d <%s>, %d closed", open, tag, closed)
		}
	}
}
