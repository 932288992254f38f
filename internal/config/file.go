package config

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/mod/module"

	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/model/strictyaml"
)

// parse reads the text of a settings file. Errors name file and line.
func parse(name string, data []byte) (*fileSettings, error) {
	root, err := strictyaml.Parse(name, data)
	if err != nil {
		return nil, err
	}
	f := &fileSettings{rules: map[string]ruleSettings{}}
	version := false
	err = root.Map(map[string]strictyaml.Reader{
		"version": func(n strictyaml.Node) error {
			version = true
			if v, err := n.Text(); err != nil || v != "1" {
				return n.Errorf("version: want 1, the only version that this program reads")
			}
			return nil
		},
		"strict":    boolInto(&f.strict),
		"tests":     boolInto(&f.tests),
		"generated": boolInto(&f.generated),
		"signedcodec-path": func(n strictyaml.Node) (err error) {
			if f.signedCodec, err = n.Text(); err != nil {
				return err
			}
			if err := module.CheckImportPath(f.signedCodec); err != nil {
				return n.Errorf("signedcodec-path: %v", err) // fixes write it into code
			}
			return nil
		},
		"threat-model": f.readThreats,
		"exclude":      f.globsInto(&f.exclude),
		"rules":        f.readRules,
		"vocabulary": func(n strictyaml.Node) (err error) {
			f.vocabulary, err = model.ReadChanges(n)
			return err
		},
		"models": func(n strictyaml.Node) (err error) {
			f.models, err = model.ParseModels(n, "")
			return err
		},
		"custom-rules": func(n strictyaml.Node) error { return n.List(f.readCustomRule) },
	})
	if err != nil {
		return nil, err
	}
	if !version {
		return nil, root.Errorf("version: is missing; the file starts with `version: 1`")
	}
	return f, cmp.Or(f.checkRuleNames(), f.checkKinds())
}

// fileSettings is what a settings file says.
type fileSettings struct {
	strict, tests bool
	generated     bool
	signedCodec   string
	threats       []string
	exclude       []*regexp.Regexp
	rules         map[string]ruleSettings
	ruleNodes     []strictyaml.Node
	add, remove   []string            // secret names
	vocabulary    map[string][]string // lists that change, whole
	models        []model.Entry
	customRules   []CustomRule
	customNodes   []strictyaml.Node
	patterns      []excluding
}

func boolInto(to *bool) strictyaml.Reader {
	return func(n strictyaml.Node) (err error) { *to, err = n.Bool(); return err }
}

func textInto(to *string) strictyaml.Reader {
	return func(n strictyaml.Node) (err error) { *to, err = n.Text(); return err }
}

func textsInto(to *[]string) strictyaml.Reader {
	return func(n strictyaml.Node) (err error) { *to, err = n.Texts(); return err }
}

func (f *fileSettings) globsInto(to *[]*regexp.Regexp) strictyaml.Reader {
	return func(n strictyaml.Node) error {
		return n.OneOrList(func(n strictyaml.Node) error {
			pattern, err := n.Text()
			if err != nil {
				return err
			}
			re, err := compileGlob(pattern)
			if err != nil {
				return n.Errorf("%v", err)
			}
			*to = append(*to, re)
			f.patterns = append(f.patterns, excluding{pattern, re})
			return nil
		})
	}
}

func (f *fileSettings) readThreats(n strictyaml.Node) error {
	f.threats = []string{}
	return n.List(func(n strictyaml.Node) error {
		kind, err := n.Text()
		if err != nil {
			return err
		}
		if !slices.Contains(threats, kind) {
			return n.Errorf("threat %q; want one of %s", kind, strings.Join(threats, ", "))
		}
		f.threats = append(f.threats, kind)
		return nil
	})
}

func (f *fileSettings) readRules(n strictyaml.Node) error {
	return n.EachKey(func(key, value strictyaml.Node) error {
		name, err := key.Text()
		if err != nil {
			return err
		}
		f.ruleNodes = append(f.ruleNodes, key)
		var s ruleSettings
		readers := map[string]strictyaml.Reader{
			"enabled": func(n strictyaml.Node) error {
				on, err := n.Bool()
				s.enabled = &on
				return err
			},
			"exclude": f.globsInto(&s.exclude),
		}
		if name == "secretcache" {
			readers["names"] = func(n strictyaml.Node) error {
				return n.Map(map[string]strictyaml.Reader{"add": textsInto(&f.add), "remove": textsInto(&f.remove)})
			}
		}
		err = value.Map(readers)
		f.rules[name] = s
		return err
	})
}

// checkRuleNames runs last: custom rules have names, too.
func (f *fileSettings) checkRuleNames() error {
	known := slices.Clone(ruleNames)
	for _, r := range f.customRules {
		known = append(known, r.Name)
	}
	for _, n := range f.ruleNodes {
		if name, _ := n.Text(); !slices.Contains(known, name) {
			return n.Errorf("unknown rule %q; want one of %s", name, strings.Join(known, ", "))
		}
	}
	return nil
}

var (
	ruleName = regexp.MustCompile(`^[a-z][a-z0-9]*$`)
	cweName  = regexp.MustCompile(`^CWE-[1-9][0-9]{0,4}$`)
)

func (f *fileSettings) readCustomRule(n strictyaml.Node) error {
	r := CustomRule{Severity: "medium"}
	var cwe []string
	err := n.Map(map[string]strictyaml.Reader{
		"name": textInto(&r.Name), "message": textInto(&r.Message), "severity": textInto(&r.Severity),
		"sources": textsInto(&r.Sources), "sinks": textsInto(&r.Sinks), "cwe": textsInto(&cwe),
	})
	if err != nil {
		return err
	}
	for _, c := range cwe {
		if !cweName.MatchString(c) {
			return n.Errorf("cwe %q: want for instance CWE-78", c)
		}
		number, _ := strconv.Atoi(c[len("CWE-"):])
		r.CWE = append(r.CWE, number)
	}
	switch {
	case !ruleName.MatchString(r.Name):
		return n.Errorf("name %q: a rule's name is lower-case letters and digits", r.Name)
	case slices.Contains(ruleNames, r.Name):
		return n.Errorf("name %q is a built-in rule's; take another", r.Name)
	case slices.ContainsFunc(f.customRules, func(o CustomRule) bool { return o.Name == r.Name }):
		return n.Errorf("rule %q comes twice", r.Name)
	case r.Message == "":
		return n.Errorf("message: is missing; say what is wrong with such a flow")
	case len(r.Sources) == 0 || len(r.Sinks) == 0:
		return n.Errorf("a rule needs sources: and sinks:, lists of kinds")
	case !slices.Contains([]string{"low", "medium", "high"}, r.Severity):
		return n.Errorf("severity %q; want low, medium or high", r.Severity)
	}
	f.customRules, f.customNodes = append(f.customRules, r), append(f.customNodes, n)
	return nil
}

// words are the lists of the vocabulary that the settings change: by their name, or for names of secrets all lists of these.
func (f *fileSettings) words() map[string][]string {
	if f.add == nil && f.remove == nil {
		return f.vocabulary
	}
	plain := func(name string) string { return strings.ReplaceAll(strings.ToLower(name), "-", "_") }
	lists := map[string][]string{}
	maps.Copy(lists, f.vocabulary)
	for _, list := range model.SecretLists() {
		names, ok := lists[list]
		if !ok {
			names = model.SecretNames(list)
		}
		names = slices.DeleteFunc(names, func(name string) bool {
			return slices.ContainsFunc(f.remove, func(r string) bool { return plain(r) == plain(name) })
		})
		lists[list] = append(names, f.add...)
	}
	return lists
}
