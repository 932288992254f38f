package report

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"
)

//go:embed surface.html
var surfacePage string

// Sizes of the picture, in its own units.
const (
	boxWidth, boxHeight = 250, 44
	gapX, gapY          = 70, 14
	columns             = 4  // decode, type, hook, effect
	headHeight          = 30 // above the boxes, for the columns' names
)

// A picture is the surface as boxes in columns and lines between them: decode, type, hook, effect.
type picture struct {
	Width, Height int
	Heads         []head
	Boxes         []box
	Lines         []line
}

type head struct {
	X    int
	Text string
}

type box struct {
	X, Y, Width, Height int
	Class               string
	Title, Below, Hint  string
}

type line struct{ Path string }

// A drawing puts boxes into columns, each once.
type drawing struct {
	picture
	index [columns]map[string]int // of boxes, by what they stand for
	rows  [columns]int
	lines map[[2]int]bool
}

// draw shows the decodes that reach a hook with effects.
func (s *Surface) draw() picture {
	d := &drawing{lines: map[[2]int]bool{}}
	for i, text := range []string{"decode", "types", "hook", "effect"} {
		d.index[i] = map[string]int{}
		d.Heads = append(d.Heads, head{X: i * (boxWidth + gapX), Text: text})
	}
	for _, dec := range s.Decodes {
		for _, h := range dec.Hooks {
			if len(h.Effects) == 0 {
				continue
			}
			at := place(dec.File, dec.Line, dec.Column)
			from := d.box(0, at+dec.Target, box{Class: "source-" + dec.class(), Title: dec.Decoder, Below: at, Hint: dec.says()})
			path := strings.Join(h.Path, ", ")
			typ := d.box(1, dec.Target+path, box{Class: "type", Title: dec.Target, Below: path, Hint: dec.Target + h.by()})
			method := d.box(2, h.Name+h.File, box{Class: "hook", Title: h.Name, Below: place(h.File, h.Line, h.Column), Hint: h.Name})
			d.line(from, typ)
			d.line(typ, method)
			for _, e := range h.Effects {
				last := e.Trace[len(e.Trace)-1]
				effect := d.box(3, e.Label+place(last.File, last.Line, last.Column), box{Class: "effect-" + e.Kind, Title: e.says(), Below: place(last.File, last.Line, last.Column), Hint: last.Message})
				d.line(method, effect)
			}
		}
	}
	for _, n := range d.rows {
		d.Height = max(d.Height, headHeight+n*(boxHeight+gapY))
	}
	d.Width = columns*boxWidth + (columns-1)*gapX
	return d.picture
}

// class is open where others write the input, else closed.
func (d *Decode) class() string {
	switch d.Kind {
	case "remote", "queue", "cookie", "store":
		if d.Verified == "" {
			return "open"
		}
	}
	return "closed"
}

// box returns the index of the box for a thing in a column.
func (d *drawing) box(column int, key string, b box) int {
	if i, ok := d.index[column][key]; ok {
		return i
	}
	b.X, b.Y = column*(boxWidth+gapX), d.rows[column]*(boxHeight+gapY)
	b.Width, b.Height = boxWidth, boxHeight
	b.Title, b.Below = short(b.Title), short(b.Below)
	d.rows[column]++
	i := len(d.Boxes)
	d.index[column][key] = i
	d.Boxes = append(d.Boxes, b)
	return i
}

// maxLabel is how many characters fit into a box.
const maxLabel = 36

// short leaves out the beginning of what does not fit: the end of a path or of a type's name identifies it.
func short(text string) string {
	runes := []rune(text)
	if len(runes) <= maxLabel {
		return text
	}
	return "…" + string(runes[len(runes)-maxLabel+1:])
}

func (d *drawing) line(from, to int) {
	if d.lines[[2]int{from, to}] {
		return
	}
	d.lines[[2]int{from, to}] = true
	a, b := d.Boxes[from], d.Boxes[to]
	x1, y1, x2, y2 := a.X+a.Width, a.Y+a.Height/2, b.X, b.Y+b.Height/2
	d.Lines = append(d.Lines, line{fmt.Sprintf("M%d %dC%d %d %d %d %d %d", x1, y1, x1+gapX/2, y1, x2-gapX/2, y2, x2, y2)})
}

// WriteSurfaceHTML writes one page that needs no script, no network and no other file: the picture, and the list below it.
func (r *Report) WriteSurfaceHTML(w io.Writer, version string) error {
	t, err := template.New("surface").Funcs(template.FuncMap{
		"place":  func(file string, line, column int) string { return place(file, line, column) },
		"says":   func(d Decode) string { return d.says() },
		"does":   func(e Effect) string { return e.says() },
		"by":     func(h Hook) string { return h.by() },
		"middle": func(y, h int) int { return y + h/2 },
	}).Parse(surfacePage)
	if err != nil {
		return fmt.Errorf("the page's template: %w", err)
	}
	decodes, reached, with := r.Surface.counts()
	return t.Execute(w, map[string]any{
		"Version": version, "Problems": r.Problems, "Surface": r.Surface, "Picture": r.Surface.draw(), "With": with,
		"Counts": fmt.Sprintf("%s, %s reached, %d of them with effects", plural(decodes, "decode"), plural(reached, "hook"), with),
	})
}
