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
	signer, err := signedcodec.New(signedcodec.GenerateKey(), "bench", signedcodec.WithoutExpiry())
	if err != nil {
		return nil, err
	}
	data := make([]byte, streamSize)
	sign := func(w io.Writer) error {
		sw := signer.NewWriter(w)
		if _, err := sw.Write(data); err != nil {
			return err
		}
		return sw.Close()
	}
	var signed bytes.Buffer
	if err := sign(&signed); err != nil {
		return nil, err
	}
	raw := func() error {
		for range 2 {
			h := hmac.New(sha256.New, secret[:])
			h.Write(data)
			h.Sum(nil)
		}
		return nil
	}
	stream := func() error {
		if err := sign(io.Discard); err != nil {
			return err
		}
		n, err := io.Copy(io.Discard, signer.NewReader(bytes.NewReader(signed.Bytes())))
		if err == nil && n != streamSize {
			err = errMismatch
		}
		return err
	}
	return []operation{{"two raw HMAC passes", 0, raw}, {"signedcodec stream", 1.15, stream}}, nil
}
