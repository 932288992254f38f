package report

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A baseline is the findings that a team knows of. Those of a run that it holds are not reported again.
type baseline struct {
	Tool     string         `json:"tool"`
	Version  int            `json:"version"`
	Findings []knownFinding `json:"findings"`
}

// A knownFinding is matched by its fingerprint; the rest is for people who read the file.
type knownFinding struct {
	Fingerprint string `json:"fingerprint"`
	Rule        string `json:"rule"`
	Package     string `json:"package,omitempty"`
	File        string `json:"file"`
	Function    string `json:"function"`
	Message     string `json:"message"`
	// Root is the ID of the sink's root, where the finding is in another function: a path whose caller was renamed is known by it.
	Root string `json:"root,omitempty"`
}

const baselineVersion = 1

// WriteBaseline writes the findings of the run to a baseline file. Entries of packages that the run did not analyze
// stay, unless their files are gone; kept is the number of these entries. The file is replaced as a whole or not at
// all.
func (r *Report) WriteBaseline(file string) (kept int, err error) {
	b := baseline{Tool: "unsafedecode", Version: baselineVersion, Findings: []knownFinding{}}
	if info, statErr := os.Stat(file); statErr == nil && info.Mode().IsRegular() && info.Size() > 0 {
		old, err := ReadBaseline(file)
		if err != nil {
			return 0, err
		}
		for _, f := range old.findings {
			if !r.covers(f) && r.exists(f.File) {
				b.Findings = append(b.Findings, f)
			}
		}
	}
	kept = len(b.Findings)
	for _, f := range r.Findings {
		if f.Verdict == "" {
			b.Findings = append(b.Findings, knownFinding{f.Fingerprint, f.Rule, f.Package, f.File, f.Function, f.Message, f.sharedRoot()})
		}
	}
	return kept, b.write(file)
}

func (b *baseline) write(file string) error {
	slices.SortStableFunc(b.Findings, func(x, y knownFinding) int {
		return cmp.Or(strings.Compare(x.File, y.File), strings.Compare(x.Fingerprint, y.Fingerprint))
	})
	return WriteFile(file, func(w io.Writer) error {
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return enc.Encode(b)
	})
}

// covers reports whether the run has analyzed the package of a finding. One that was written without its package belongs to the packages
// of its directory.
func (r *Report) covers(f knownFinding) bool {
	if f.Package != "" {
		return r.Analyzed[f.Package] != ""
	}
	dir := filepath.Dir(r.path(f.File))
	for _, analyzed := range r.Analyzed {
		if dir == analyzed {
			return true
		}
	}
	return false
}

func (r *Report) exists(file string) bool {
	_, err := os.Stat(r.path(file))
	return err == nil
}

// ReadBaseline checks and reads a baseline.
func ReadBaseline(file string) (*Baseline, error) {
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: write it with -write-baseline %s", err, file)
	}
	if err != nil {
		return nil, err
	}
	b, err := parseBaseline(data)
	if err != nil {
		return nil, fmt.Errorf("%s:%w: write one with -write-baseline", file, err)
	}
	known := &Baseline{file: file, findings: b.Findings, counts: make(map[string]int)}
	for _, f := range b.Findings {
		known.counts[f.Fingerprint]++
	}
	return known, nil
}

// parseBaseline tells a file that is broken from one that is something else. An error begins with the line.
func parseBaseline(data []byte) (*baseline, error) {
	var parts map[string]json.RawMessage
	err := json.Unmarshal(data, &parts)
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		line := 1 + bytes.Count(data[:min(int(syntax.Offset), len(data))], []byte("\n"))
		return nil, fmt.Errorf("%d: not a baseline, or a broken one: %w", line, err)
	}
	var b baseline
	if err != nil || json.Unmarshal(parts["tool"], &b.Tool) != nil || b.Tool != "unsafedecode" {
		return nil, errors.New("1: not a baseline of unsafedecode")
	}
	if json.Unmarshal(parts["version"], &b.Version) != nil || b.Version != baselineVersion {
		return nil, fmt.Errorf("1: a baseline of version %s, this program reads version %d", parts["version"], baselineVersion)
	}
	if json.Unmarshal(parts["findings"], &b.Findings) != nil {
		return nil, errors.New("1: a broken baseline: findings is not a list of findings")
	}
	for _, f := range b.Findings {
		if f.Fingerprint == "" {
			return nil, fmt.Errorf("1: a broken baseline: a finding of %s has no fingerprint", f.Rule)
		}
	}
	return &b, nil
}

// A Baseline knows findings by their fingerprints.
type Baseline struct {
	file     string
	findings []knownFinding
	counts   map[string]int
	stale    map[string]int // what of counts no finding of the run matched, see Apply
}

// Apply removes from the report the findings that are in the baseline, and counts them. A new path to a sink that the
// baseline has other paths to is a new finding.
func (b *Baseline) Apply(r *Report) {
	left := maps.Clone(b.counts)
	fresh := match(r, r.Findings, func(f Finding) string {
		if f.Verdict == "" && left[f.Fingerprint] > 0 {
			return f.Fingerprint
		}
		return ""
	}, left)
	// A caller that was renamed or moved has another fingerprint, while the path that it had is gone.
	r.Findings = match(r, fresh, func(f Finding) string {
		root := f.sharedRoot()
		for _, old := range b.findings {
			if root != "" && old.Root == root && left[old.Fingerprint] > 0 && (r.covers(old) || !r.exists(old.File)) {
				return old.Fingerprint
			}
		}
		return ""
	}, left)
	b.stale = make(map[string]int)
	for _, f := range b.findings {
		if n := left[f.Fingerprint]; n > 0 && b.stale[f.Fingerprint] < n && (r.covers(f) || !r.exists(f.File)) {
			b.stale[f.Fingerprint]++
		}
	}
}

// match takes away the findings for which known names one of the baseline's that is left.
func match(r *Report, findings []Finding, known func(Finding) string, left map[string]int) (fresh []Finding) {
	for _, f := range findings {
		if fingerprint := known(f); fingerprint != "" {
			left[fingerprint]--
			r.Known++
			continue
		}
		fresh = append(fresh, f)
	}
	return fresh
}

// Stale counts the entries of the baseline that the run did not find again: those of packages that it analyzed, and of
// files that are gone.
func (b *Baseline) Stale() (n int) {
	for _, m := range b.stale {
		n += m
	}
	return n
}

// Prune removes stale entries from the file of the baseline.
func (b *Baseline) Prune() error {
	stale := maps.Clone(b.stale)
	kept := baseline{Tool: "unsafedecode", Version: baselineVersion, Findings: []knownFinding{}}
	for _, f := range b.findings {
		if stale[f.Fingerprint] > 0 {
			stale[f.Fingerprint]--
			continue
		}
		kept.Findings = append(kept.Findings, f)
	}
	return kept.write(b.file)
}

// WriteFile replaces a file with what write writes. The file is replaced at the end; an error leaves the old file as
// it was.
func WriteFile(name string, write func(io.Writer) error) (err error) {
	mode := os.FileMode(0o644)
	if info, statErr := os.Stat(name); statErr == nil {
		if !info.Mode().IsRegular() {
			return writeThrough(name, write)
		}
		mode = info.Mode().Perm()
		// A folder may allow to replace a file that itself may not be written. That is no leave to do so.
		f, err := os.OpenFile(name, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		f.Close()
	}
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+"-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(f.Name())
		}
	}()
	err = errors.Join(write(f), f.Chmod(mode), f.Close())
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

// writeThrough writes to a device or a pipe, which cannot be replaced.
func writeThrough(name string, write func(io.Writer) error) error {
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Close())
}
