package redact

import (
	"bytes"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// DroppedHeader is set on a redacted message whose body was dropped, to "opaque", "invalid" or "too large". A cache
// should not store such a message as if it were whole.
const DroppedHeader = "X-Redacted-Body"

type bodyState string

const (
	bodyKept    bodyState = ""
	bodyOpaque  bodyState = "opaque"
	bodyInvalid bodyState = "invalid"
	bodyLarge   bodyState = "too large"
)

// Request returns a copy of req without secrets: URL, header, trailer, parsed forms and body. The body of req is read,
// up to the limit of WithMaxBody, and put back, so that req can still be sent or handled. The only error is one of
// reading the body; it does not quote it. Of nil it returns nil.
//
// JSON, form and multipart bodies are redacted. One that claims to be one of them and is not, is too large, or is
// opaque (see KeepOpaqueBodies) is dropped, which [DroppedHeader] then tells.
func (r *Redactor) Request(req *http.Request) (*http.Request, error) {
	if req == nil {
		return nil, nil
	}
	body, err := r.takeBody(&req.Body, req.Header)
	if err != nil {
		return nil, fmt.Errorf("redact: reading the request's body: %w", err)
	}
	c := r.requestHead(req)
	if !body.changed {
		c.Body, c.GetBody = body.reader(), body.getBody()
		return c, nil
	}
	c.Header = body.header(c.Header)
	c.Body, c.ContentLength, c.TransferEncoding = body.reader(), int64(len(body.bytes)), nil
	c.GetBody = body.getBody()
	return c, nil
}

// requestHead is Request without the body.
func (r *Redactor) requestHead(req *http.Request) *http.Request {
	c := req.WithContext(req.Context())
	c.URL = r.URL(req.URL)
	c.Header, c.Trailer = r.Header(req.Header), r.Header(req.Trailer)
	c.Form, c.PostForm, c.MultipartForm = r.Values(req.Form), r.Values(req.PostForm), nil
	if req.RequestURI != "" {
		c.RequestURI = r.URLString(req.RequestURI)
	}
	c.Response = nil // the redirect that led here, with its Set-Cookie
	c.Body, c.GetBody = nil, nil
	return c
}

// Response returns a copy of resp without secrets: header (Set-Cookie, Location and what a cache stored under
// "X-Varied-" included), trailer, body, and the request that it answers. The body of resp is read and put back as in
// [Redactor.Request]. Of nil it returns nil. The only error is one of reading the body.
func (r *Redactor) Response(resp *http.Response) (*http.Response, error) {
	if resp == nil {
		return nil, nil
	}
	body, err := r.takeBody(&resp.Body, resp.Header)
	if err != nil {
		return nil, fmt.Errorf("redact: reading the response's body: %w", err)
	}
	c := *resp
	c.Header, c.Trailer = r.Header(resp.Header), r.Header(resp.Trailer)
	if resp.Request != nil {
		c.Request = r.requestHead(resp.Request)
	}
	c.Body = body.reader()
	if body.changed {
		c.Header = body.header(c.Header)
		c.ContentLength, c.TransferEncoding = int64(len(body.bytes)), nil
	}
	return &c, nil
}

// takenBody is a redacted body.
type takenBody struct {
	none    bool // there was no body at all
	bytes   []byte
	state   bodyState
	changed bool
}

func (b takenBody) reader() io.ReadCloser {
	if b.none {
		return nil
	}
	if len(b.bytes) == 0 {
		return http.NoBody
	}
	return io.NopCloser(bytes.NewReader(b.bytes))
}

func (b takenBody) getBody() func() (io.ReadCloser, error) {
	if b.none {
		return nil
	}
	return func() (io.ReadCloser, error) { return b.reader(), nil }
}

// header makes h fit the changed body: the right length, no digest of the body as it was.
func (b takenBody) header(h http.Header) http.Header {
	if h == nil {
		h = make(http.Header)
	}
	for _, stale := range []string{"Content-Md5", "Digest", "Content-Digest", "Repr-Digest", "Want-Digest"} {
		h.Del(stale)
	}
	if h.Get("Content-Length") != "" {
		h.Set("Content-Length", strconv.Itoa(len(b.bytes)))
	}
	if b.state != bodyKept {
		h.Del("Content-Encoding")
		h.Set(DroppedHeader, string(b.state))
	}
	return h
}

// takeBody reads *body up to the limit, puts back a reader of the same bytes, and redacts what it read.
func (r *Redactor) takeBody(body *io.ReadCloser, h http.Header) (takenBody, error) {
	switch *body {
	case nil:
		return takenBody{none: true}, nil
	case http.NoBody: // stays what it is: net/http knows it
		return takenBody{}, nil
	}
	raw, err := peek(body, r.maxBody)
	if err != nil {
		return takenBody{}, err
	}
	switch {
	case int64(len(raw)) > r.maxBody:
		return takenBody{state: bodyLarge, changed: true}, nil
	case len(raw) == 0:
		return takenBody{}, nil
	}
	redacted, state := r.body(h, raw, 0)
	return takenBody{bytes: redacted, state: state, changed: state != bodyKept || !bytes.Equal(redacted, raw)}, nil
}

// replayed is a body that was read in part: first what was read, then the rest, closed as a whole.
type replayed struct {
	io.Reader
	io.Closer
}

// failed gives the error that reading a body ended with.
type failed struct{ err error }

func (f failed) Read([]byte) (int, error) { return 0, f.err }

// peek reads up to max+1 bytes of *body and replaces it by one that gives the same bytes, and the same error, again.
func peek(body *io.ReadCloser, max int64) ([]byte, error) {
	original := *body
	raw, err := io.ReadAll(io.LimitReader(original, max+1))
	rest := io.Reader(original)
	if err != nil {
		rest = failed{err}
	}
	*body = replayed{io.MultiReader(bytes.NewReader(raw), rest), original}
	return raw, err
}

// header is what http.Header and textproto.MIMEHeader share.
type header interface{ Get(string) string }

// body redacts a body by its media type.
func (r *Redactor) body(h header, b []byte, depth int) ([]byte, bodyState) {
	if enc := strings.TrimSpace(h.Get("Content-Encoding")); enc != "" && !strings.EqualFold(enc, "identity") {
		return r.opaque(b)
	}
	media, params, _ := mime.ParseMediaType(h.Get("Content-Type")) // "" when it is missing or no media type
	switch {
	case isJSON(media):
		return orInvalid(r.json(b, depth))
	case media == "application/x-www-form-urlencoded":
		return r.formBody(b, depth)
	case media == "application/graphql":
		return []byte(r.Text(string(b))), bodyKept
	case strings.HasPrefix(media, "multipart/"):
		if depth >= maxNesting {
			return nil, bodyInvalid
		}
		return r.multipart(b, params["boundary"], depth+1)
	case media == "" || media == "text/plain" || media == "application/octet-stream":
		return r.sniff(b, depth)
	}
	return r.opaque(b)
}

// formBody redacts what says that it is a form, which clients also say of everything else: curl -d '{"password": ...}'.
func (r *Redactor) formBody(b []byte, depth int) ([]byte, bodyState) {
	if redacted, err := r.json(b, depth); err == nil {
		return redacted, bodyKept
	}
	if bytes.ContainsAny(b, "<>\"{}\\^`") || !bytes.ContainsRune(b, '=') && len(bytes.TrimSpace(b)) > 0 {
		return nil, bodyInvalid
	}
	return r.Form(b), bodyKept
}

func isJSON(media string) bool {
	switch media {
	case "application/json", "text/json", "application/x-ndjson", "application/ndjson", "application/jsonl",
		"application/x-jsonlines", "application/json-seq", "application/csp-report":
		return true
	}
	return strings.HasSuffix(media, "+json") || strings.HasSuffix(media, "+json-seq")
}

func orInvalid(b []byte, err error) ([]byte, bodyState) {
	if err != nil {
		return nil, bodyInvalid
	}
	return b, bodyKept
}

// sniff redacts a body whose type is missing or says nothing, if it is JSON or a form.
func (r *Redactor) sniff(b []byte, depth int) ([]byte, bodyState) {
	if redacted, err := r.json(b, depth); err == nil {
		return redacted, bodyKept
	}
	if isForm(b) {
		return r.Form(b), bodyKept
	}
	return r.opaque(b)
}

// isForm holds for text that could be a form: it has a '=', escapes that are right, and no byte that a form escapes.
func isForm(b []byte) bool {
	if !bytes.ContainsRune(b, '=') || bytes.ContainsAny(b, "<>\"{}\\^`") || bytes.ContainsFunc(b, isBlank) {
		return false
	}
	_, err := url.QueryUnescape(string(b))
	return err == nil
}

func (r *Redactor) opaque(b []byte) ([]byte, bodyState) {
	if r.keepOpaque {
		return b, bodyKept
	}
	return nil, bodyOpaque
}
