package model

import (
	"go/importer"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"

	"github.com/unsafedecode/unsafedecode/internal/model/strictyaml"
)

func TestEveryListOfTheVocabularyIsReadable(t *testing.T) {
	lists := VocabularyLists()
	if len(lists) < 40 {
		t.Fatalf("%d lists", len(lists))
	}
	for _, l := range lists {
		words := NewSet().Words(l.Name)
		if !slices.Equal(words, l.Entries) {
			t.Errorf("%s: %v, want %v", l.Name, words, l.Entries)
		}
	}
}

func TestUsersChangeTheVocabulary(t *testing.T) {
	root, err := strictyaml.Parse("settings.yml", []byte(`
log-packages: {add: audittrail}
cache-names: {add: "(?i:.*registry)", remove: "(?i:.*memoized)"}
identity-words: {add: [mandant], remove: [plan, cart]}
hiding-stems: {add: scramble}
`))
	if err != nil {
		t.Fatal(err)
	}
	changes, err := ReadChanges(root)
	if err != nil {
		t.Fatal(err)
	}
	changed, plain := NewSet().WithVocabulary(changes), NewSet()
	for _, test := range []struct {
		what   string
		holds  func(s *Set) bool
		before bool
	}{
		{"a package writes a log", func(s *Set) bool { return s.Logs(function("example.com/audittrail/v2", "Warn")) }, false},
		{"a name is that of a cache", func(s *Set) bool { return s.MayNameCache("userRegistry") && s.Matches("cache-names", "userRegistry") }, false},
		{"a name is that of a cache no more", func(s *Set) bool { return !s.Matches("cache-names", "memoized") }, false},
		{"a word says who somebody is", func(s *Set) bool { return slices.Contains(s.Words("identity-words"), "mandant") }, false},
		{"a word says that no more", func(s *Set) bool { return !slices.Contains(s.Words("identity-words"), "cart") }, false},
		{"a stem hides", func(s *Set) bool { return s.Hides("scrambleToken") != nil }, false},
		{"what was not changed holds", func(s *Set) bool { return s.Hides("hashToken") != nil && s.LooksUp("GetUser") && !s.LooksUp("Target") }, true},
	} {
		if !test.holds(changed) || test.holds(plain) != test.before {
			t.Errorf("%s: %t, without the change %t", test.what, test.holds(changed), test.holds(plain))
		}
	}
	if s := changed.With(nil); !s.Matches("cache-names", "registry") {
		t.Error("a set that knows declarations forgets the vocabulary")
	}
}

func TestMistakesInChangesOfTheVocabulary(t *testing.T) {
	for text, want := range map[string]string{
		"nolist: {add: a}":                                `settings.yml:1: unknown list "nolist"; want one of secret-header,`,
		"lookups:\n  add: '('":                            "settings.yml:2: lookups: error parsing regexp",
		"lookups: {remove: nothing}":                      `settings.yml:1: lookups: "nothing" is not in the list`,
		"identity-words: {add: User}":                     `settings.yml:1: identity-words: "User" is no word in lower case`,
		"identity-words: {add: user}":                     `settings.yml:1: identity-words: "user" is in the list already`,
		"token-types: {remove: Token}":                    "settings.yml:1: token-types: no entry is left",
		"lookups: {ad: a}":                                `settings.yml:1: unknown key "ad"`,
		"lookups: {add: a}\nmasks: {}\nlookups: {add: b}": "settings.yml:3:",
	} {
		root, err := strictyaml.Parse("settings.yml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ReadChanges(root); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

func TestWhatNamesTell(t *testing.T) {
	s := NewSet()
	std := func(path, name string) types.Object {
		pkg, err := importer.ForCompiler(token.NewFileSet(), "source", nil).Import(path)
		if err != nil {
			t.Fatal(err)
		}
		return pkg.Scope().Lookup(name)
	}
	for _, test := range []struct {
		what      string
		got, want bool
	}{
		{"errors.New makes an error", s.NewError(std("errors", "New")), true},
		{"errors.Join may return nil", s.NewError(std("errors", "Join")), false},
		{"a local function New", s.NewError(function("example.com/a", "New")), false},
		{"Join wraps", s.NamesError("Join"), true},
		{"wrapErr", s.NamesError("wrapErr"), true},
		{"Target", s.NamesError("Target"), false},
		{"zap logs", s.Logs(function("go.uber.org/zap", "Info")), true},
		{"klog, with a version", s.Logs(function("k8s.io/klog/v2", "Errorf")), true},
		{"yaml.v3 is no log", s.Logs(function("gopkg.in/yaml.v3", "Info")), false},
		{"blog is one by its letters", s.Logs(function("example.com/blog", "Print")), true},
		{"catalog is none", s.Logs(function("example.com/catalog", "Print")), false},
		{"a fatal log ends the program", s.Logs(function("log", "LogFatal")), false},
		{"fmt.Println replies", s.Logs(function("fmt", "Println")), true},
		{"fmt.Sprint does not", s.Logs(function("fmt", "Sprint")), false},
		{"jwt, with a version", s.TokenLibrary("github.com/golang-jwt/jwt/v5"), true},
		{"jwt-go.v3", s.TokenLibrary("gopkg.in/dgrijalva/jwt-go.v3"), true},
		{"jwtauth", s.TokenLibrary("github.com/go-chi/jwtauth"), false},
		{"HGetAll", s.LooksUp("HGetAll"), true},
		{"budget", s.LooksUp("budget"), false},
		{"mock_store.go", s.HelpsTests("mock_store.go"), true},
		{"store.go", s.HelpsTests("store.go"), false},
		{"WithValidMethods", s.PinsAlgorithm("WithValidMethods"), true},
	} {
		if test.got != test.want {
			t.Errorf("%s: %t", test.what, test.got)
		}
	}
}

// function makes a function of a package.
func function(path, name string) *types.Func {
	pkg := types.NewPackage(path, path[strings.LastIndexByte(path, '/')+1:])
	return types.NewFunc(token.NoPos, pkg, name, types.NewSignatureType(nil, nil, nil, nil, nil, false))
}
