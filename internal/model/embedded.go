package model

//go:generate go run ./modelgen

import (
	"encoding/json"
	"regexp"
	"strings"
	"sync"
)

// embedded holds what has been loaded of the compiled models. A process asks for few packages and fewer names, so
// nothing is read before it is asked for: the lines of a package at the first question about it, a line when its name
// is looked up. It is shared by all sets and never shrinks: the models are a few hundred kilobytes.
var embedded = &store{pkgs: map[string]*compiledPkg{}}

type store struct {
	mu     sync.RWMutex
	pkgs   map[string]*compiledPkg // nil for a path without models
	shapes map[string][]shapeRoles
}

// pkg returns the models of an import path; nil if there are none.
func (s *store) pkg(path string) *compiledPkg {
	s.mu.RLock()
	p, ok := s.pkgs[path]
	s.mu.RUnlock()
	if ok {
		return p
	}
	if lines := compiled(path); lines != "" {
		p = newCompiledPkg(path, lines)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if q, ok := s.pkgs[path]; ok {
		return q
	}
	s.pkgs[path] = p
	return p
}

func (s *store) shapesOf(name string) []shapeRoles {
	s.mu.RLock()
	shapes := s.shapes
	s.mu.RUnlock()
	if shapes == nil {
		shapes = loadShapes()
		s.mu.Lock()
		s.shapes = shapes
		s.mu.Unlock()
	}
	return shapes[name]
}

// A compiledPkg is the models of one import path: a line a name, the roles behind it read when asked for.
type compiledPkg struct {
	path  string
	mu    sync.Mutex
	lines map[string]string // Symbol.local -> roles in JSON
	read  map[string]*Roles
}

func newCompiledPkg(path, text string) *compiledPkg {
	p := &compiledPkg{path: path, lines: map[string]string{}, read: map[string]*Roles{}}
	for line := range strings.Lines(text) {
		name, roles, _ := strings.Cut(line, " ")
		p.lines[name] = roles
	}
	return p
}

func (p *compiledPkg) roles(sym Symbol) *Roles {
	if p == nil {
		return nil
	}
	name := sym.local()
	p.mu.Lock()
	defer p.mu.Unlock()
	roles, ok := p.read[name]
	if !ok {
		roles = p.decompile(sym, defaultPatterns)
		if roles != nil {
			p.read[name] = roles
		}
	}
	return roles
}

// decompile reads the roles of a symbol from its line; nil if it has none.
func (p *compiledPkg) decompile(sym Symbol, names map[string]func() *regexp.Regexp) *Roles {
	if p == nil {
		return nil
	}
	line, ok := p.lines[sym.local()]
	if !ok {
		return nil
	}
	sym.Pkg = p.path
	line, sym.Ptr = strings.CutPrefix(line, "*")
	return decompile(line, sym.String(), names)
}

// decompile reads the roles of a compiled line. They were written by this package: an error is a defect of it.
func decompile(line, name string, names map[string]func() *regexp.Regexp) *Roles {
	roles := &Roles{Name: name}
	if err := json.Unmarshal([]byte(line), roles); err != nil {
		panic("model: compiled models are damaged at " + name + ": " + err.Error())
	}
	roles.label()
	roles.resolve(names)
	return roles
}

func loadShapes() map[string][]shapeRoles {
	shapes := map[string][]shapeRoles{}
	for line := range strings.Lines(compiledShapes) {
		text, roles, _ := strings.Cut(line, "\t")
		sh, err := parseShape(text)
		if err != nil {
			panic("model: compiled shapes are damaged: " + err.Error())
		}
		r := decompile(roles, text, defaultPatterns)
		r.ByShape = true
		for _, name := range sh.names {
			shapes[name] = append(shapes[name], shapeRoles{sh, r})
		}
	}
	return shapes
}
