//! The menu of completion: a column with descriptions. It is reedline's, but says in the person's language when there
//! is nothing to offer.

use reedline::{
    Color, ColumnarMenu, Completer, Editor, Menu, MenuBuilder as _, MenuEvent, MenuSettings, Painter,
    Suggestion,
};

/// The menu.
pub struct OfferMenu {
    menu: ColumnarMenu,
    nothing: String,
}

impl OfferMenu {
    /// A menu; `nothing` is what it says when it is empty.
    pub fn new(name: &str, nothing: String) -> Self {
        let menu = ColumnarMenu::default()
            .with_name(name)
            .with_marker(" ❯ ")
            .with_text_style(Color::Default.normal())
            .with_selected_text_style(Color::Green.reverse())
            .with_description_text_style(Color::Yellow.normal());
        Self { menu, nothing }
    }
}

impl Menu for OfferMenu {
    fn menu_string(&self, available_lines: u16, use_ansi_coloring: bool) -> String {
        if self.menu.get_values().is_empty() {
            return self.nothing.clone();
        }
        self.menu.menu_string(available_lines, use_ansi_coloring)
    }

    fn settings(&self) -> &MenuSettings {
        self.menu.settings()
    }

    fn is_active(&self) -> bool {
        self.menu.is_active()
    }

    fn set_active(&mut self, active: bool) {
        self.menu.set_active(active);
    }

    fn clear_input(&mut self) {
        self.menu.clear_input();
    }

    fn on_activate(&mut self) {
        self.menu.on_activate();
    }

    fn menu_event(&mut self, event: MenuEvent) {
        self.menu.menu_event(event);
    }

    fn can_quick_complete(&self) -> bool {
        self.menu.can_quick_complete()
    }

    fn can_partially_complete(
        &mut self,
        updated: bool,
        editor: &mut Editor,
        completer: &mut dyn Completer,
    ) -> bool {
        self.menu.can_partially_complete(updated, editor, completer)
    }

    fn update_values(&mut self, editor: &mut Editor, completer: &mut dyn Completer) {
        self.menu.update_values(editor, completer);
    }

    fn reset_position(&mut self) {
        self.menu.reset_position();
    }

    fn update_working_details(
        &mut self,
        editor: &mut Editor,
        completer: &mut dyn Completer,
        painter: &Painter,
    ) {
        self.menu.update_working_details(editor, completer, painter);
    }

    fn replace_in_buffer(&self, editor: &mut Editor) {
        self.menu.replace_in_buffer(editor);
    }

    fn menu_required_lines(&self, terminal_columns: u16) -> u16 {
        self.menu.menu_required_lines(terminal_columns)
    }

    fn min_rows(&self) -> u16 {
        self.menu.min_rows()
    }

    fn get_values(&self) -> &[Suggestion] {
        self.menu.get_values()
    }

    fn results_are_provisional(&self) -> bool {
        self.menu.results_are_provisional()
    }

    fn is_awaiting_first_answer(&self) -> bool {
        self.menu.is_awaiting_first_answer()
    }
}
