"""What the bounds of the pages are, by their names at ``/limits``: unit, status beyond, and words in both languages."""

from __future__ import annotations

from typing import Final

WORDS: Final[dict[str, tuple[str, int, str, str]]] = {
    "thing_values": (
        "value", 0,
        "Số giá trị của một thuộc tính mà trang của đối tượng hiển thị.",
        "Values of one property that the page of a thing shows.",
    ),
    "thing_quotations": (
        "quotation", 0,
        "Số trích dẫn hiển thị cạnh một giá trị.",
        "Quotations that a page shows beside one value.",
    ),
    "thing_parts": (
        "thing", 0,
        "Số phần trực thuộc được liệt kê trên trang của đối tượng.",
        "Parts that the page of a thing lists.",
    ),
    "thing_referrers": (
        "statement", 0,
        "Số phát biểu của mỗi thuộc tính dẫn tới đối tượng mà trang của nó hiển thị; có trang riêng cho tất cả.",
        "Statements of each property referring to a thing that its page shows; pages of their own have all of them.",
    ),
    "thing_embedded": (
        "statement", 0,
        "Số phát biểu dẫn tới đối tượng trong JSON-LD kèm theo trang.",
        "Statements referring to a thing in the JSON-LD that its page carries.",
    ),
    "thing_versions": (
        "version", 0,
        "Số phiên bản mà dòng thời gian của một địa danh theo dõi trước khi dừng.",
        "Versions after which the timeline of a place follows no more.",
    ),
    "document_referrers": (
        "statement", 0,
        "Số phát biểu dẫn tới đối tượng trong tài liệu RDF của nó.",
        "Statements referring to a thing in its document as RDF.",
    ),
    "referrers_page": (
        "statement", 0,
        "Số phát biểu trên một trang liệt kê những gì dẫn tới đối tượng.",
        "Statements on one page of what refers to a thing.",
    ),
    "graph_things": (
        "thing", 0, "Số đối tượng mà trang của một đồ thị liệt kê.", "Things that the page of a named graph lists."
    ),
    "read_characters": (
        "character", 0,
        "Số ký tự của văn bản trên một trang đọc; văn bản dài hơn được chia thành nhiều phần.",
        "Characters of a text on one page for reading; a longer one is divided into parts.",
    ),
    "read_spans": (
        "passage", 0,
        "Số đoạn được đánh dấu trong một phần của văn bản.",
        "Passages that are marked in one part of a text.",
    ),
    "read_values": (
        "value", 0,
        "Số giá trị của một thuộc tính bên cạnh văn bản.",
        "Values of one property beside a text.",
    ),
    "read_places": (
        "passage", 0,
        "Số đoạn văn mà mỗi mục bên cạnh văn bản dẫn về.",
        "Passages that an entry beside a text leads back to.",
    ),
    "map_listed": (
        "thing", 0,
        "Số tập thể, cá nhân và số liệu được nêu tên ở mỗi tỉnh trên bản đồ.",
        "Recipients, and figures, that the map names for each province.",
    ),
    "explore_counted": (
        "statement", 0,
        "Số phát biểu theo mỗi chiều được xét để vẽ đồ thị quanh một đối tượng.",
        "Statements in each direction that are looked at for the graph around a thing.",
    ),
    "explore_near": (
        "statement", 0,
        "Số phát biểu của mỗi đối tượng lân cận được xét để tìm liên kết giữa chúng.",
        "Statements of each neighbour that are searched for links among neighbours.",
    ),
    "timeline_entries": (
        "entry", 0,
        "Số mục trên một trang của dòng thời gian; tệp CSV có đủ.",
        "Entries on one page of the timeline; its CSV has all of them.",
    ),
    "default_hits": (
        "hit", 0,
        "Số kết quả tìm kiếm khi không nêu limit.",
        "Hits of a search that names no limit.",
    ),
    "examples_characters": (
        "character", 0,
        "Số ký tự được đọc khi tìm trong các câu hỏi mẫu.",
        "Characters that are read of what is looked for among the example questions.",
    ),
    "page_bytes": (
        "byte", 0,
        "Dung lượng Turtle của kết quả đồ thị mà trang hiển thị; các định dạng khác có đủ.",
        "Size of the Turtle of a graph that the page of its query shows; the other formats have all of it.",
    ),
    "carried_bytes": (
        "byte", 0,
        "Dung lượng câu trả lời mà trang mang theo cho trình soạn thảo; lớn hơn thì trang chỉ hiển thị phần đầu.",
        "Size of an answer that a page carries for the editor; of a larger one the page shows the beginning.",
    ),
    "link_characters": (
        "character", 0,
        "Độ dài của địa chỉ dài nhất mà các trang đưa ra cho một truy vấn.",
        "Length of the longest address that pages give for a query.",
    ),
    "cite_rows": (
        "row", 0,
        "Số dòng kết quả mà trang trích dẫn hiển thị.",
        "Rows of a result that the page of its citation shows.",
    ),
    "cite_title": (
        "character", 0,
        "Độ dài tiêu đề mà phần trích dẫn lấy từ câu truy vấn.",
        "Length of the title that a citation takes from its query.",
    ),
    "cite_bytes": (
        "byte", 0,
        "Dung lượng của kết quả mà các dòng còn được tính mã băm để trích dẫn.",
        "Size of a result whose rows still get a digest of their own for its citation.",
    ),
    "answer_rows": (
        "row", 0,
        "Số dòng trả lời hiển thị cạnh các truy vấn trên trang đầu và trang trợ giúp.",
        "Rows of the answers beside the queries on the front page and the pages of help.",
    ),
    "front_announcements": (
        "announcement", 0, "Số thông báo mới nhất trên trang đầu.", "Newest announcements on the front page."
    ),
    "report_findings": (
        "finding", 0,
        "Số ghi nhận mà trang báo cáo kiểm tra hiển thị.",
        "Findings that the page of the validation report shows.",
    ),
    "changes_listed": (
        "thing", 0,
        "Số đối tượng và thuật ngữ mỗi loại mà trang thay đổi giữa hai bản phát hành liệt kê.",
        "Things and terms of a kind that the page of changes between releases lists.",
    ),
    "feed_releases": ("release", 0, "Số bản phát hành trong nguồn tin Atom.", "Releases in the Atom feed."),
    "sitemap_addresses": (
        "address", 0,
        "Số địa chỉ trong một tệp của sơ đồ trang.",
        "Addresses in one file of the sitemap.",
    ),
}  # fmt: skip
