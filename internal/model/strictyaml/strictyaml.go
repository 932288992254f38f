// Package strictyaml reads YAML strictly: unknown and repeated keys, wrong types, anchors and further documents are
// errors, and each names file and line.
//
// It knows YAML and positions. It must not know what the keys mean.
package strictyaml

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// An Error is a mistake in a file, with its place.
type Error struct {
	File   string
	Line   int // from 1
	Reason string
}

func (e *Error) Error() string { return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Reason) }

// A Node is a value of a YAML file, together with its place.
type Node struct {
	File string
	node *yaml.Node
}

// A Reader reads the value of a key or an element of a list.
type Reader func(Node) error

// Parse reads the one document of a file. The returned node is a null for a file without content.
func Parse(file string, data []byte) (Node, error) {
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	var doc yaml.Node
	switch err := decoder.Decode(&doc); {
	case errors.Is(err, io.EOF):
		return Node{file, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!null", Line: 1}}, nil
	case err != nil:
		return Node{}, syntaxError(file, err)
	}
	var second yaml.Node
	if err := decoder.Decode(&second); err == nil {
		return Node{}, &Error{file, second.Line, "a second document; the file holds one"}
	} else if !errors.Is(err, io.EOF) {
		return Node{}, syntaxError(file, err)
	}
	return Node{file, doc.Content[0]}, nil
}

var yamlLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?`)

// syntaxError puts the line that the parser names in front, where every other error has it.
func syntaxError(file string, err error) error {
	reason := err.Error()
	line := 1
	if m := yamlLine.FindStringSubmatch(reason); m != nil {
		reason = strings.TrimPrefix(reason, m[0])
		if n, err := strconv.Atoi(m[1]); err == nil {
			line = n
		}
	}
	return &Error{file, line, "not YAML: " + reason}
}

// Line is the line of the value, from 1.
func (n Node) Line() int { return n.node.Line }

// Pos is file:line.
func (n Node) Pos() string { return fmt.Sprintf("%s:%d", n.File, n.node.Line) }

// Errorf returns an error at the place of the node.
func (n Node) Errorf(format string, args ...any) error {
	return &Error{n.File, n.node.Line, fmt.Sprintf(format, args...)}
}

// IsNull reports whether nothing stands there.
func (n Node) IsNull() bool { return n.node.Kind == yaml.ScalarNode && n.node.Tag == "!!null" }

// IsMap reports whether the value is a map.
func (n Node) IsMap() bool { return n.node.Kind == yaml.MappingNode }

// IsList reports whether the value is a list.
func (n Node) IsList() bool { return n.node.Kind == yaml.SequenceNode }

// Map hands the value of each key to its reader, in the order of the file. All mistakes are returned, joined.
func (n Node) Map(readers map[string]Reader) error {
	return n.EachKey(func(key, value Node) error {
		read, ok := readers[key.node.Value]
		if !ok {
			known := slices.Sorted(maps.Keys(readers))
			return key.Errorf("unknown key %q; want one of %s", key.node.Value, strings.Join(known, ", "))
		}
		return read(value)
	})
}

// EachKey hands each key and its value to f, in the order of the file, and refuses a key that comes twice.
func (n Node) EachKey(f func(key, value Node) error) error {
	if err := n.kind(yaml.MappingNode, "a map of keys and values"); err != nil {
		return err
	}
	var errs []error
	first := map[string]int{}
	for i := 0; i+1 < len(n.node.Content); i += 2 {
		key := Node{n.File, n.node.Content[i]}
		if key.node.Kind != yaml.ScalarNode {
			errs = append(errs, key.Errorf("a key must be plain text"))
			continue
		}
		if line, twice := first[key.node.Value]; twice {
			errs = append(errs, key.Errorf("key %q is already on line %d", key.node.Value, line))
			continue
		}
		first[key.node.Value] = key.Line()
		errs = append(errs, f(key, Node{n.File, n.node.Content[i+1]}))
	}
	return errors.Join(errs...)
}

// List hands each element to read. All mistakes are returned, joined.
func (n Node) List(read Reader) error {
	if err := n.kind(yaml.SequenceNode, "a list"); err != nil {
		return err
	}
	var errs []error
	for _, element := range n.node.Content {
		errs = append(errs, read(Node{n.File, element}))
	}
	return errors.Join(errs...)
}

// OneOrList hands the value, or if it is a list each of its elements, to read.
func (n Node) OneOrList(read Reader) error {
	if n.IsList() {
		return n.List(read)
	}
	return read(n)
}

// Text returns the text of a scalar that is not empty.
func (n Node) Text() (string, error) {
	if err := n.kind(yaml.ScalarNode, "text"); err != nil {
		return "", err
	}
	if n.node.Value == "" || n.IsNull() {
		return "", n.Errorf("a value is missing")
	}
	return n.node.Value, nil
}

// Texts returns the text of a scalar, or of each in a list of them.
func (n Node) Texts() (texts []string, err error) {
	err = n.OneOrList(func(n Node) error {
		text, err := n.Text()
		texts = append(texts, text)
		return err
	})
	return texts, err
}

// Bool returns true or false; YAML 1.1's yes and on are refused, since YAML 1.2 does not have them.
func (n Node) Bool() (bool, error) {
	if n.node.Kind == yaml.ScalarNode && n.node.Tag == "!!bool" {
		switch n.node.Value {
		case "true":
			return true, nil
		case "false":
			return false, nil
		}
	}
	return false, n.Errorf("want true or false")
}

// Int returns a whole number from low to high.
func (n Node) Int(low, high int) (int, error) {
	if n.node.Kind == yaml.ScalarNode && n.node.Tag == "!!int" {
		if v, err := strconv.Atoi(n.node.Value); err == nil && low <= v && v <= high {
			return v, nil
		}
	}
	return 0, n.Errorf("want a whole number from %d to %d", low, high)
}

func (n Node) kind(want yaml.Kind, name string) error {
	switch {
	case n.node.Kind == yaml.AliasNode || n.node.Anchor != "":
		return n.Errorf("anchors and aliases are not supported; write the value out")
	case n.node.Kind != want || n.IsNull() && want != yaml.ScalarNode:
		return n.Errorf("want %s", name)
	}
	return nil
}
