package model

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"github.com/unsafedecode/unsafedecode/internal/model/strictyaml"
)

// A WordList is a list of the vocabulary as data/vocabulary.yml has it.
type WordList struct {
	Name    string
	Of      string // what the entries are: words, phrases, names, packages, paths, functions, texts
	About   string // what the entries tell
	Entries []string
}

// vocabularyFile is the file of the vocabulary in a tree of models.
const vocabularyFile = "vocabulary.yml"

// ReadVocabulary reads the vocabulary of a tree of models.
func ReadVocabulary(tree fs.FS) (lists []WordList, err error) {
	data, err := fs.ReadFile(tree, vocabularyFile)
	if err != nil {
		return nil, err
	}
	root, err := strictyaml.Parse(vocabularyFile, data)
	if err != nil {
		return nil, err
	}
	err = root.EachKey(func(key, value strictyaml.Node) error {
		l, err := readWordList(key, value)
		lists = append(lists, l)
		return err
	})
	return lists, err
}

func readWordList(key, value strictyaml.Node) (l WordList, err error) {
	if l.Name, err = key.Text(); err != nil {
		return l, err
	}
	var entries []strictyaml.Node
	err = value.Map(map[string]strictyaml.Reader{
		"of": textInto(&l.Of), "about": textInto(&l.About),
		"entries": func(n strictyaml.Node) error {
			return n.List(func(n strictyaml.Node) error { entries = append(entries, n); return nil })
		},
	})
	if err != nil {
		return l, err
	}
	if _, ok := wordKinds[l.Of]; !ok || l.About == "" || len(entries) == 0 {
		return l, key.Errorf("%s: want of: (words, phrases, names, packages, paths, functions or texts), about: and entries:", l.Name)
	}
	for _, n := range entries {
		if l.Entries, err = l.with(n, l.Entries); err != nil {
			return l, err
		}
	}
	return l, nil
}

var wordEntry = regexp.MustCompile(`^[\pL\d_]+(?: [\pL\d_]+)*$`)

// with adds an entry to those of the list, if it is well-formed and new.
func (l *WordList) with(n strictyaml.Node, entries []string) ([]string, error) {
	text, err := n.Text()
	if err != nil {
		return entries, err
	}
	switch l.Of {
	case "phrases":
	case "words":
		if !wordEntry.MatchString(text) || text != strings.ToLower(text) {
			return entries, n.Errorf("%s: %q is no word in lower case", l.Name, text)
		}
	default:
		if _, err := regexp.Compile(text); err != nil {
			return entries, n.Errorf("%s: %v", l.Name, err)
		}
	}
	if slices.Contains(entries, text) {
		return entries, n.Errorf("%s: %q is in the list already", l.Name, text)
	}
	return append(entries, text), nil
}

// ReadChanges reads what the user's settings add to and remove from lists of the vocabulary: the lists that change, whole.
func ReadChanges(n strictyaml.Node) (map[string][]string, error) {
	changed := map[string][]string{}
	return changed, n.EachKey(func(key, value strictyaml.Node) error {
		name, err := key.Text()
		if err != nil {
			return err
		}
		l, ok := vocabularyList(name)
		if !ok {
			return key.Errorf("unknown list %q; want one of %s", name, strings.Join(vocabularyNames(), ", "))
		}
		l.Name = name
		entries := slices.Clone(l.Entries)
		err = value.Map(map[string]strictyaml.Reader{
			"add": func(n strictyaml.Node) error {
				return n.OneOrList(func(n strictyaml.Node) (err error) { entries, err = l.with(n, entries); return err })
			},
			"remove": func(n strictyaml.Node) error {
				return n.OneOrList(func(n strictyaml.Node) error {
					text, err := n.Text()
					i := slices.Index(entries, text)
					if err == nil && i < 0 {
						return n.Errorf("%s: %q is not in the list", name, text)
					}
					if err == nil {
						entries = slices.Delete(entries, i, i+1)
					}
					return err
				})
			},
		})
		if err == nil && len(entries) == 0 {
			err = value.Errorf("%s: no entry is left", name)
		}
		changed[name] = entries
		return err
	})
}

// vocabularySource is the Go source of the lists.
func vocabularySource(lists []WordList) string {
	var b strings.Builder
	var names []string
	b.WriteString("// vocabularyList returns a list of data/vocabulary.yml.\nfunc vocabularyList(name string) (l WordList, ok bool) {\n\tswitch name {\n")
	for _, l := range lists {
		names = append(names, l.Name)
		fmt.Fprintf(&b, "case %q: return WordList{Of: %q, About: %q, Entries: []string{\n", l.Name, l.Of, l.About)
		for chunk := range slices.Chunk(l.Entries, 10) {
			b.WriteString(quoted(chunk) + ",\n")
		}
		b.WriteString("}}, true\n")
	}
	b.WriteString("}\nreturn WordList{}, false\n}\n\n// vocabularyNames returns the names of the lists.\nfunc vocabularyNames() []string {\n\treturn []string{\n")
	for chunk := range slices.Chunk(names, 6) {
		b.WriteString(quoted(chunk) + ",\n")
	}
	b.WriteString("}\n}\n\n")
	return b.String()
}
