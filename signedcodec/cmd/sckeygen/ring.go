package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/unsafedecode/unsafedecode/signedcodec"
)

// ringFile is a key file as a list of its entries, with the comments that tell the step of a rotation.
type ringFile struct {
	path    string
	entries []entry
}

type entry struct {
	primary bool
	key     signedcodec.Key
	note    string // next: will sign; old: has signed
}

const (
	noteNext = "next"
	noteOld  = "old"
)

// readRing reads a file that signedcodec.FromFile takes, so that what is wrong with it comes to light here.
func readRing(path string) (*ringFile, error) {
	if _, err := signedcodec.FromFile(path).Keyring(); err != nil {
		return nil, err
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return parseRing(path, string(text))
}

func parseRing(path, text string) (*ringFile, error) {
	if _, err := signedcodec.ParseKeyring(text); err != nil {
		return nil, err
	}
	r := &ringFile{path: path}
	for line := range strings.Lines(text) {
		keys, comment, _ := strings.Cut(line, "#")
		for _, field := range strings.FieldsFunc(keys, func(c rune) bool { return strings.ContainsRune(", \t\r\n", c) }) {
			role, keyText, named := strings.Cut(field, ":")
			if !named {
				role, keyText = "primary", field
			}
			key, err := signedcodec.ParseKey(keyText)
			if err != nil {
				return nil, err
			}
			r.entries = append(r.entries, entry{role == "primary", key, strings.TrimSpace(comment)})
		}
	}
	return r, nil
}

// write replaces the file as a whole, so that no reader sees half of it.
func (r *ringFile) write() error {
	var b strings.Builder
	for _, e := range r.entries {
		role := "verify"
		if e.primary {
			role = "primary"
		}
		b.WriteString(role + ":" + e.key.Reveal())
		if e.note != "" {
			b.WriteString(" # " + e.note)
		}
		b.WriteString("\n")
	}
	info, err := os.Stat(r.path)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(r.path), ".sckeygen-*")
	if err != nil {
		return err
	}
	_, err = f.WriteString(b.String())
	err = errors.Join(err, keepOwner(f, info), f.Chmod(info.Mode().Perm()), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), r.path)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err
}

func (r *ringFile) find(note string) int {
	for i, e := range r.entries {
		if e.note == note && !e.primary {
			return i
		}
	}
	return -1
}

func (r *ringFile) primary() int {
	for i, e := range r.entries {
		if e.primary {
			return i
		}
	}
	return -1
}

func show(path string, stdin io.Reader, stdout io.Writer) error {
	var r *ringFile
	var err error
	if path == "-" {
		var text []byte
		if text, err = io.ReadAll(io.LimitReader(stdin, 1<<20)); err == nil {
			r, err = parseRing(path, string(text))
		}
	} else {
		r, err = readRing(path)
	}
	if err != nil {
		return err
	}
	for _, e := range r.entries {
		role := "verify "
		if e.primary {
			role = "primary"
		}
		line := fmt.Sprintf("%s %08x %s", role, e.key.ID(), e.note)
		if _, err := fmt.Fprintln(stdout, strings.TrimSpace(line)); err != nil {
			return err
		}
	}
	return nil
}

// rotate takes the step that the file is up to.
func rotate(path string, stdout io.Writer) error {
	r, err := readRing(path)
	if err != nil {
		return err
	}
	var done string
	switch next, old := r.find(noteNext), r.find(noteOld); {
	case next >= 0:
		was := r.primary()
		r.entries[was].primary, r.entries[was].note = false, noteOld
		r.entries[next].primary, r.entries[next].note = true, ""
		done = fmt.Sprintf("step 2 of 3: key %08x signs, key %08x verifies. Deploy the file; run rotate again when the last token of the old key has expired.",
			r.entries[next].key.ID(), r.entries[was].key.ID())
	case old >= 0:
		done = fmt.Sprintf("step 3 of 3: key %08x is gone. Deploy the file.", r.entries[old].key.ID())
		r.entries = append(r.entries[:old], r.entries[old+1:]...)
	default:
		key := signedcodec.GenerateKey()
		r.entries = append(r.entries, entry{key: key, note: noteNext})
		done = fmt.Sprintf("step 1 of 3: key %08x verifies. Deploy the file to every instance, then run rotate again.", key.ID())
	}
	if err := r.write(); err != nil {
		return err
	}
	_, err = fmt.Fprintln(stdout, done)
	return err
}

// drop removes a key that only verifies.
func drop(path, id string, stdout io.Writer) error {
	r, err := readRing(path)
	if err != nil {
		return err
	}
	for i, e := range r.entries {
		if fmt.Sprintf("%08x", e.key.ID()) != strings.ToLower(id) {
			continue
		}
		if e.primary {
			return fmt.Errorf("key %s signs: rotate the file until another one does", id)
		}
		r.entries = append(r.entries[:i], r.entries[i+1:]...)
		if err := r.write(); err != nil {
			return err
		}
		_, err = fmt.Fprintf(stdout, "key %s is gone: what it signed no longer verifies\n", id)
		return err
	}
	return fmt.Errorf("%s holds no key %s", path, id)
}
