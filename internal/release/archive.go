package main

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"crypto/sha256"
	"errors"
	"io"
	"os"
	"strings"
)

// A packed is a file of an archive.
type packed struct {
	name, path string
	mode       int64
}

// pack writes an archive, of the kind that its name says, and returns the SHA-256 sum. The same files make the same archive: no times are
// in it.
func pack(name string, files []packed) (sum []byte, err error) {
	out, err := os.Create(name)
	if err != nil {
		return nil, err
	}
	hash := sha256.New()
	w := io.MultiWriter(out, hash)
	if strings.HasSuffix(name, ".zip") {
		err = packZip(w, files)
	} else {
		err = packTar(w, files)
	}
	return hash.Sum(nil), errors.Join(err, out.Close())
}

func packZip(w io.Writer, files []packed) error {
	z := zip.NewWriter(w)
	for _, f := range files {
		header := &zip.FileHeader{Name: f.name, Method: zip.Deflate}
		header.SetMode(os.FileMode(f.mode))
		to, err := z.CreateHeader(header)
		if err != nil {
			return err
		}
		if err := copyFile(to, f.path); err != nil {
			return err
		}
	}
	return z.Close()
}

func packTar(w io.Writer, files []packed) error {
	gz := gzip.NewWriter(w)
	t := tar.NewWriter(gz)
	for _, f := range files {
		info, err := os.Stat(f.path)
		if err != nil {
			return err
		}
		if err := t.WriteHeader(&tar.Header{Name: f.name, Mode: f.mode, Size: info.Size(), Typeflag: tar.TypeReg, Format: tar.FormatPAX}); err != nil {
			return err
		}
		if err := copyFile(t, f.path); err != nil {
			return err
		}
	}
	return errors.Join(t.Close(), gz.Close())
}

func copyFile(to io.Writer, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(to, f)
	return err
}
