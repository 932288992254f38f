package report

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
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
	File        string `json:"file"`
	Function    string `json:"function"`
	Message     string `json:"message"`
}

const baselineVersion = 1

// WriteBaseline writes all findings as a baseline. The file is replaced as a whole or not at all.
func (r *Report) WriteBaseline(file string) error {
	b := baseline{Tool: "unsafedecode", Version: baselineVersion, Findings: []knownFinding{}}
	for _, f := range r.Findings {
		if f.Verdict == "" {
			b.Findings = append(b.Findings, knownFinding{f.Fingerprint, f.Rule, f.File, f.Function, f.Message})
		}
	}
	return WriteFile(file, func(w io.Writer) error {
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return enc.Encode(b)
	})
}

// ReadBaseline checks and reads a baseline.
func ReadBaseline(file string) (*Baseline, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("%w: write it with -write-baseline %s", err, file)
	}
	var b baseline
	if err := json.Unmarshal(data, &b); err != nil {
		line := 1
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			for _, c := range data[:min(int(syntax.Offset), len(data))] {
				if c == '\n' {
					line++
				}
			}
		}
		return nil, fmt.Errorf("%s:%d: not a baseline: %v", file, line, err)
	}
	if b.Tool != "unsafedecode" {
		return nil, fmt.Errorf("%s:1: not a baseline of unsafedecode: its tool is %q", file, b.Tool)
	}
	if b.Version != baselineVersion {
		return nil, fmt.Errorf("%s:1: a baseline of version %d, this program reads version %d: write it again with -write-baseline", file, b.Version, baselineVersion)
	}
	known := &Baseline{counts: make(map[string]int)}
	for _, f := range b.Findings {
		if f.Fingerprint == "" {
			return nil, fmt.Errorf("%s: a finding of %s has no fingerprint: write the baseline again with -write-baseline", file, f.Rule)
		}
		known.counts[f.Fingerprint]++
	}
	return known, nil
}

// A Baseline knows findings by their fingerprints.
type Baseline struct {
	counts map[string]int
}

// Apply leaves in the report only what the baseline does not hold, and returns how many findings it held.
func (b *Baseline) Apply(r *Report) (held int) {
	left := make(map[string]int, len(b.counts))
	for k, n := range b.counts {
		left[k] = n
	}
	var fresh []Finding
	for _, f := range r.Findings {
		if f.Verdict == "" && left[f.Fingerprint] > 0 {
			left[f.Fingerprint]--
			held++
			continue
		}
		fresh = append(fresh, f)
	}
	r.Findings = fresh
	return held
}

// WriteFile replaces a file by what write writes, at once at the end: an error leaves the old file as it was.
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
