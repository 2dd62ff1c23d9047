# Vì sao chưa đọc được một kịch bản; đứng sau «Chưa đọc được kịch bản:».

syntax-ends = kịch bản hết giữa chừng
    .hint = Viết tiếp cho đủ, hoặc đóng dấu ngoặc còn mở.

syntax-stray = ký hiệu `{ $text }` không có nghĩa ở chỗ này
    .hint = Bỏ ký hiệu ấy; nếu nó thuộc một đoạn chữ thì đặt đoạn chữ trong dấu nháy kép.

syntax-foreign = { $instead ->
        [none] không có ký hiệu `{ $text }`
       *[other] ở đây không viết `{ $text }` mà viết `{ $instead }`
    }

syntax-unusable = ở đây không dùng được `{ $name }`
    .hint = Viết thẳng điều cần làm thành hàm rồi gọi hàm ấy.

syntax-open-text = đoạn chữ chưa có dấu nháy đóng
    .hint = Thêm dấu nháy kép ở cuối đoạn chữ; đoạn chữ nhiều dòng đặt giữa hai dấu `.

syntax-escape = trong đoạn chữ, `{ $text }` không có nghĩa
    .hint = Sau dấu \ chỉ viết được n, t, r, ", \, x và u kèm mã chữ; muốn có chính dấu \ thì viết \\.

syntax-number = `{ $text }` không phải là số
    .hint = Số viết liền, không có dấu phân cách hàng nghìn; đơn vị tính ghi thành hàm, như working_days(15).

syntax-character = `{ $text }` không phải là một ký tự
    .hint = Đoạn chữ đặt trong dấu nháy kép "…"; giữa hai dấu nháy đơn chỉ có một ký tự.

syntax-name = `{ $text }` không dùng làm tên được
    .hint = Tên chỉ gồm chữ không dấu, số và dấu _, bắt đầu bằng chữ.

syntax-no-end = thiếu dấu `;` ở cuối câu lệnh trước đó
    .hint = Thêm dấu `;` ở chỗ được chỉ. Nếu đã có thì xem dòng ấy có thừa chữ, thừa dấu ngoặc nào không.

syntax-no-comma = thiếu dấu phẩy giữa hai phần tử
    .hint = Thêm dấu `,` ở chỗ được chỉ, hoặc đóng dấu ngoặc nếu đã hết.

syntax-not-closed = thiếu dấu `{ $token }` để đóng
    .hint = Thêm dấu `{ $token }` ở chỗ hết phần mà dấu mở của nó bắt đầu.

syntax-no-block = thiếu dấu `{ $token }` mở đầu các câu lệnh
    .hint = Các câu lệnh của hàm, if, else, for, while, switch luôn đặt trong một cặp ngoặc nhọn.

syntax-no-value = thiếu dấu `:` sau một khóa của bảng
    .hint = Mỗi khóa viết kèm giá trị: title: "…"

syntax-no-arrow = thiếu dấu `=>` sau một nhãn của switch
    .hint = Mỗi nhãn viết kèm việc phải làm: "letter" => send(c),

syntax-missing = thiếu `{ $token }`
    .hint = Thêm `{ $token }` ở chỗ được chỉ.

syntax-no-expression = chỗ này phải có một giá trị
    .hint = Ghi giá trị, tên biến hoặc lời gọi hàm; nếu không cần thì bỏ dấu đứng trước.

syntax-no-name = chỗ này phải có một cái tên
    .hint = Tên chỉ gồm chữ không dấu, số và dấu _, bắt đầu bằng chữ.

syntax-no-property = chỗ này phải có tên một thuộc tính hoặc một khóa
    .hint = Sau dấu chấm là tên thuộc tính; trong #{ "#{" } … { "}" } mỗi phần bắt đầu bằng tên khóa.

syntax-no-label = nhãn của switch phải là giá trị ghi sẵn
    .hint = Nhãn là đoạn chữ, số hoặc _; điều kiện khác thì dùng if.

syntax-wrong-kind = chỗ này cần { $wanted-word }, không phải { $is-word }
    .hint = Điều kiện phải là so sánh, như a == b; for chỉ duyệt được mảng, danh sách, khoảng số.

syntax-index = giá trị trong dấu ngoặc vuông không tìm được gì
    .hint = Phần tử của mảng tìm theo số thứ tự, tính từ 0; của bảng thì theo tên khóa trong dấu nháy kép.

syntax-key-twice = khóa `{ $name }` có hai lần trong một bảng
    .hint = Bỏ một trong hai.

syntax-name-twice = tên `{ $name }` dùng hai lần ở cùng một chỗ
    .hint = Đặt tên khác cho một trong hai.

syntax-function-twice = tệp đã có hàm `{ $name }` nhận { $count } tham số
    .hint = Bỏ một trong hai hàm, hoặc đặt tên khác.

syntax-function-inside = hàm không viết bên trong hàm khác hay bên trong một khối lệnh
    .hint = Đưa hàm ra ngoài; nếu nó đã ở ngoài thì một dấu ngoặc phía trên chưa đóng.

syntax-function-nameless = sau fn thiếu tên hàm
    .hint = Viết fn, tên hàm rồi các tham số: fn closed(c, t)

syntax-no-parameters = hàm `{ $name }` thiếu các tham số trong dấu ngoặc tròn
    .hint = Hàm không có tham số cũng phải có cặp ngoặc: fn { $name }()

syntax-no-body = { $name ->
        [none] sau các tham số thiếu điều phải làm
       *[other] hàm `{ $name }` thiếu phần thân trong dấu ngoặc nhọn
    }
    .hint = Viết các câu lệnh của hàm ngay sau các tham số, trong một cặp ngoặc nhọn.

syntax-stray-comment = lời ghi bắt đầu bằng /// phải đứng ngay trên một hàm
    .hint = Ở chỗ khác thì bắt đầu bằng //

syntax-default-not-last = nhãn _ của switch phải đứng cuối
    .hint = Chuyển dòng có nhãn _ xuống cuối.

syntax-default-if = nhãn này của switch không kèm điều kiện được
    .hint = Bỏ điều kiện, hoặc dùng if ở bên trong.

syntax-number-after-range = trong switch, một số không đứng sau một khoảng số được
    .hint = Chuyển các số lên trước các khoảng.

syntax-constant = { $name ->
        [none] một giá trị ghi sẵn không nhận giá trị khác được
       *[other] hằng `{ $name }` không nhận giá trị khác được
    }
    .hint = Muốn so sánh thì viết ==; muốn thay đổi thì khai báo bằng let.

syntax-not-assignable = vế trái của dấu = không nhận giá trị được
    .hint = Vế trái là biến, thuộc tính hoặc phần tử của mảng; muốn so sánh thì viết ==.

syntax-no-loop = break và continue chỉ dùng trong vòng lặp
    .hint = Muốn kết thúc hàm thì viết return.

syntax-unknown-module = không có mô-đun `{ $name }`
    .hint = Trong bản riêng của huyện, hàm của bản chung gọi bằng base::; hàm của cùng tệp gọi bằng tên.

syntax-other = { $message }
