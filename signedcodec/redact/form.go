package redact

import (
	"bytes"
	"io"
	"mime"
	"mime/multipart"
	"net/url"
)

// Form returns a copy of b, an application/x-www-form-urlencoded body, in which secret parameters are redacted, and URLs
// and JSON inside of other ones. Every other byte stays as it was.
func (r *Redactor) Form(b []byte) []byte { return []byte(r.params(string(b), 1)) }

// Values is Form for parsed parameters. Of nil it returns nil.
func (r *Redactor) Values(v url.Values) url.Values {
	if v == nil {
		return nil
	}
	c := make(url.Values, len(v))
	for name, values := range v {
		for _, value := range values {
			if r.isSecretParam(name, value) {
				if mark, ok := r.instead(value); ok {
					c.Add(name, mark)
				}
				continue
			}
			redacted, _ := r.inside(value, 1)
			c.Add(name, redacted)
		}
	}
	return c
}

// multipart redacts the fields of a multipart body. Contents of other fields stay as they were, except JSON, forms,
// and what KeepOpaqueBodies does not keep: the header of such a part tells, with DroppedHeader.
func (r *Redactor) multipart(b []byte, boundary string, depth int) ([]byte, bodyState) {
	in := multipart.NewReader(bytes.NewReader(b), boundary)
	var out bytes.Buffer
	w := multipart.NewWriter(&out)
	if err := w.SetBoundary(boundary); err != nil {
		return nil, bodyInvalid
	}
	for {
		part, err := in.NextRawPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, bodyInvalid
		}
		content, err := io.ReadAll(part)
		if err != nil {
			return nil, bodyInvalid
		}
		content, keep := r.part(part, content, depth)
		if !keep {
			continue
		}
		pw, err := w.CreatePart(part.Header)
		if err != nil {
			return nil, bodyInvalid
		}
		pw.Write(content) // to memory: cannot fail
	}
	if err := w.Close(); err != nil {
		return nil, bodyInvalid
	}
	return out.Bytes(), bodyKept
}

func (r *Redactor) part(p *multipart.Part, content []byte, depth int) ([]byte, bool) {
	name := p.FormName()
	disposed := len(p.Header.Values("Content-Disposition"))
	// What cannot be named may be secret, and so may what readers name differently.
	unnamed := disposed > 1 || disposed == 1 && name == "" || disposed == 0 && !typed(p.Header)
	if unnamed || r.isSecretParam(name, string(content)) {
		mark, ok := r.instead(string(content))
		return []byte(mark), ok
	}
	if p.Header.Get("Content-Type") == "" {
		redacted, _ := r.inside(string(content), depth)
		return []byte(redacted), true
	}
	redacted, state := r.body(p.Header, content, depth)
	if state != bodyKept {
		p.Header.Set(DroppedHeader, string(state))
		return nil, true
	}
	return redacted, true
}

// typed reports whether a part says what it holds, so that it can be looked into.
func typed(h header) bool {
	media, _, err := mime.ParseMediaType(h.Get("Content-Type"))
	return err == nil && media != "" && media != "text/plain" && media != "application/octet-stream"
}
