package main

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"io"

	"github.com/unsafedecode/unsafedecode/signedcodec"
)

const streamSize = 8 << 20

// streamOperations are two raw HMAC passes over 8 MiB, one to sign and one to
// verify, and the signed stream. Signing writes to io.Discard: what a destination
// does with the bytes is not the codec's cost.
func streamOperations() ([]operation, error) {
	signer, sealer, err := signers()
	if err != nil {
		return nil, err
	}
	data := make([]byte, streamSize)
	raw := func() error {
		for range 2 {
			h := hmac.New(sha256.New, secret[:])
			h.Write(data)
			h.Sum(nil)
		}
		return nil
	}
	ops := []operation{{name: "two raw HMAC passes", run: raw}}
	for _, op := range []operation{{name: "signedcodec stream", bound: 1.15}, {name: "  sealed"}} {
		s := signer
		if op.bound == 0 {
			s = sealer
		}
		if op.run, err = stream(s, data); err != nil {
			return nil, err
		}
		ops = append(ops, op)
	}
	return ops, nil
}

// stream signs data once for the reader and again in each run.
func stream(s *signedcodec.Signer, data []byte) (run func() error, err error) {
	sign := func(w io.Writer) error {
		sw := s.NewWriter(w)
		if _, err := sw.Write(data); err != nil {
			return err
		}
		return sw.Close()
	}
	var signed bytes.Buffer
	if err := sign(&signed); err != nil {
		return nil, err
	}
	return func() error {
		if err := sign(io.Discard); err != nil {
			return err
		}
		n, err := io.Copy(io.Discard, s.NewReader(bytes.NewReader(signed.Bytes())))
		if err == nil && n != int64(len(data)) {
			err = errMismatch
		}
		return err
	}, nil
}
